#!lua
-- Releases what a pending purchase reserves; refunds a paid one and brings its lines back on the shelf.
-- KEYS: 1 op:{record}  2 purchase:{id}  3 holds:due
--       stored data names product:{id} of its lines, purchase:{id} of expired holds, user:{id} of the purchase
-- ARGV: 1-4 operation  5 If-Match  6 owner, or '' for an admin  7 actor  8 reason
-- Codes: cancelled, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local answer = seen(fields)
if answer then return answer end
local owner = redis.call('HGET', KEYS[2], 'userId')
if not owner or (ARGV[6] ~= '' and owner ~= ARGV[6]) then return {'not_found', 0, {}} end
local version = redis.call('HGET', KEYS[2], 'version')
if not matches(ARGV[5], version) then return {'precondition_failed', 0, {version}} end
local now = now_ms()
settle_stale_attempt(KEYS[2], now)
local status, held_until = state(KEYS[2])
if status == 'pending' and held_until <= now then
  release_expired_lines(KEYS[3], KEYS[2], now)
  status = 'expired'
end
if status == 'expired' then return {'purchase_expired', 0, fields(KEYS[2])} end
if status ~= 'pending' and status ~= 'paid' then return {'invalid_state', 0, fields(KEYS[2])} end

if status == 'pending' then
  release(KEYS[3], KEYS[2], ARGV[7], now)
else
  restock(KEYS[2], ARGV[7], now)
  redis.call('HSET', KEYS[2], 'refundedTotal', redis.call('HGET', KEYS[2], 'total'))
end
turn(KEYS[2], status, 'cancelled', ARGV[7], ARGV[8], now)
return remember('cancelled', KEYS[2], fields(KEYS[2]), 'user:{' .. owner .. '}')
