#!lua
-- The first of a payment's three steps: marks the attempt and keeps the hold alive until the provider has answered.
-- A call that nginx hands on goes on with the attempt of the replica that does not answer; another call with its key has to wait.
-- KEYS: 1 op:{record}  2 purchase:{id}  3 holds:due;  stored data names product:{id} of its lines, purchase:{id} of expired holds
-- ARGV: 1-4 operation  5 If-Match  6 owner, or '' for an admin  7 payment attempt
-- Codes: begun, paid, declined, in_progress, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local answer = seen(fields)
if answer then return answer end
local owner = redis.call('HGET', KEYS[2], 'userId')
if not owner or (ARGV[6] ~= '' and owner ~= ARGV[6]) then return {'not_found', 0, {}} end
local now = now_ms()
settle_stale_attempt(KEYS[2], now)
local status, held_until, running = state(KEYS[2])
local record = redis.call('HMGET', KEYS[1], 'attempt', 'id')
if running and record[1] == running then
  if record[2] ~= ARGV[2] then return {'in_progress', 0, fields(KEYS[2])} end
  begin_attempt(KEYS[3], KEYS[2], running, now)
  return {'begun', 0, fields(KEYS[2])}
end
local version = redis.call('HGET', KEYS[2], 'version')
if not matches(ARGV[5], version) then return {'precondition_failed', 0, {version}} end
if status == 'pending' and held_until <= now then
  release_expired_lines(KEYS[3], KEYS[2], now)
  status = 'expired'
end
if status == 'expired' then return {'purchase_expired', 0, fields(KEYS[2])} end
if status ~= 'pending' or running then return {'invalid_state', 0, fields(KEYS[2])} end

begin_attempt(KEYS[3], KEYS[2], ARGV[7], now)
redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'id', ARGV[2], 'subject', KEYS[2], 'attempt', ARGV[7])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'begun', 0, fields(KEYS[2])}
