#!lua
-- Opens a session for a right password, counts a wrong one. Which it is the API has found out; here it is held against what is stored now.
-- KEYS: 1 op:{record}  2 user:{id}, a nobody's where the e-mail is unknown  3 wrong-passwords:{e-mail and address}
--       and the parts of the user: user:{id}:sessions, user:{id}:session:{session}
-- ARGV: 1-4 operation  5 the password hash that the password fits, '' = none  6 session  7 hash of the refresh token  8 sealed pair
-- Codes: logged_in, wrong_password, too_many_failures, account_disabled, key_reused
-- Limits: 5 failures in 15 min, then no password is right; 100 sessions, the one unused for longest ends.
--- @include "operation"
--- @include "sealed"
--- @include "clock"
--- @include "session"
--- @include "throttle"

local answer = seen_sealed(KEYS[2])
if answer then return answer end
local now = now_ms()
local wait = seconds_to_wait(KEYS[3], now)
if wait then return {'too_many_failures', 0, {wait}} end
local user = redis.call('HMGET', KEYS[2], 'passwordHash', 'status')
if user[1] ~= ARGV[5] then
  count_failure(KEYS[3], now)
  return {'wrong_password', 0, {}}
end
if user[2] ~= 'active' then return {'account_disabled', 0, {}} end

redis.call('DEL', KEYS[3])
keep_session(KEYS[2], ARGV[6], ARGV[7], now)
return remember_sealed('logged_in', KEYS[2], ARGV[8])
