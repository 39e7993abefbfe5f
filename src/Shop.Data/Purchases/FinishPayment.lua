#!lua
-- The last of a payment's three steps: what the provider said becomes a sale, a decline or an error. The provider is not asked again.
-- KEYS: 1 op:{record}  2 purchase:{id}  3 holds:due;  stored data names product:{id} of its lines and user:{id} of the purchase
-- ARGV: 1-4 operation  5 payment attempt  6 succeeded, declined or error  7 declineCode or ''  8 actor
--       9 'place' = an error still answers with the placed purchase, 'pay' = an error frees the key for another try
-- Codes: paid, declined, failed, hold_lost, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local answer = seen(fields)
if answer then return answer end
local now = now_ms()
local status, _, running, attempt_until = state(KEYS[2])
local in_time = status == 'pending' and running == ARGV[5] and attempt_until > now
local outcome = ARGV[6]
-- Cancelled, expired or given up meanwhile: an approval is handed back.
if not in_time and outcome == 'succeeded' then outcome = 'refunded' end

local recorded = payment_status(KEYS[2], ARGV[5])
if not recorded or (outcome == 'refunded' and recorded ~= outcome) then
  record_payment(KEYS[2], ARGV[5], outcome, ARGV[7], now)
  if outcome ~= 'succeeded' then touch(KEYS[2], now) end
end
if running == ARGV[5] then end_attempt(KEYS[3], KEYS[2]) end

local person = 'user:{' .. redis.call('HGET', KEYS[2], 'userId') .. '}'
if outcome == 'succeeded' then
  sell(KEYS[3], KEYS[2], ARGV[8], now)
  turn(KEYS[2], 'pending', 'paid', ARGV[8], '', now)
  return remember('paid', KEYS[2], fields(KEYS[2]), person)
end
if outcome == 'declined' and in_time then return remember('declined', KEYS[2], fields(KEYS[2]), person) end
if ARGV[9] == 'place' then return remember('failed', KEYS[2], fields(KEYS[2]), person) end
redis.call('DEL', KEYS[1])
local code = outcome == 'error' and 'failed' or 'hold_lost'
audit(KEYS[2], version_before, code)
return {code, 0, fields(KEYS[2])}
