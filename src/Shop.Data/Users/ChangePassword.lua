#!lua
-- Changes a password and ends every session. A wrong present password counts as at log-in.
-- KEYS: 1 op:{record}  2 user:{id}, and its parts user:{id}:sessions, user:{id}:session:{session}  3 wrong-passwords:{e-mail and address}
-- ARGV: 1-4 operation  5 If-Match  6 the password hash that the present password fits, '' = none  7 '1' = no present password is needed
--       8 new password hash  9 updatedAt (ms)
-- Codes: changed, not_found, precondition_failed, too_many_failures, wrong_password, key_reused
-- Limits: 5 failures in 15 min, then no password is right.
--- @include "operation"
--- @include "clock"
--- @include "session"
--- @include "throttle"

local answer = seen(function() return {} end)
if answer then return answer end
local user = redis.call('HMGET', KEYS[2], 'passwordHash', 'version')
if not user[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], user[2]) then return {'precondition_failed', 0, {user[2]}} end
if ARGV[7] ~= '1' then
  local now = now_ms()
  local wait = seconds_to_wait(KEYS[3], now)
  if wait then return {'too_many_failures', 0, {wait}} end
  if user[1] ~= ARGV[6] then
    count_failure(KEYS[3], now)
    return {'wrong_password', 0, {}}
  end
  redis.call('DEL', KEYS[3])
end

redis.call('HSET', KEYS[2], 'passwordHash', ARGV[8], 'updatedAt', ARGV[9])
redis.call('HINCRBY', KEYS[2], 'version', 1)
redis.call('HINCRBY', KEYS[2], 'sessions', 1)
end_sessions(KEYS[2])
return remember('changed', KEYS[2], {})
