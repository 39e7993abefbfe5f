#!lua
-- Replaces what a user may change. A change of role or status ends the sessions that are open.
-- KEYS: 1 op:{record}  2 user:{id}, and its parts user:{id}:sessions, user:{id}:session:{session}  3 email:{new address}  4 users:admins  5 users (users.lua)
--       stored data names email:{old address}
-- ARGV: 1-4 operation  5 If-Match  6 id  7 email  8 firstName  9 lastName  10 role or ''  11 status or ''  12 updatedAt (ms)
-- Codes: replaced, not_found, precondition_failed, email_taken, last_admin, key_reused
--- @include "operation"
--- @include "users"
--- @include "clock"
--- @include "session"

local answer = seen(fields)
-- Replaced by an earlier try, and erased since.
if answer and answer[1] == 'replaced' and #answer[3] == 0 then return {'not_found', 0, {}} end
if answer then return answer end
local user = redis.call('HMGET', KEYS[2], 'email', 'firstName', 'lastName', 'role', 'status', 'version')
if not user[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], user[6]) then return {'precondition_failed', 0, {user[6]}} end

local role = ARGV[10] ~= '' and ARGV[10] or user[4]
local status = ARGV[11] ~= '' and ARGV[11] or user[5]
local was_admin = user[4] == 'admin' and user[5] == 'active'
local is_admin = role == 'admin' and status == 'active'
if ARGV[7] ~= user[1] and redis.call('EXISTS', KEYS[3]) == 1 then return {'email_taken', 0, {}} end
if was_admin and not is_admin and redis.call('SCARD', KEYS[4]) == 1 then return {'last_admin', 0, {}} end

local rights_changed = role ~= user[4] or status ~= user[5]
if rights_changed or ARGV[7] ~= user[1] or ARGV[8] ~= user[2] or ARGV[9] ~= user[3] then
  delist_user(KEYS[5], KEYS[2])
  redis.call('HSET', KEYS[2], 'email', ARGV[7], 'firstName', ARGV[8], 'lastName', ARGV[9], 'role', role, 'status', status,
    'updatedAt', ARGV[12])
  redis.call('HINCRBY', KEYS[2], 'version', 1)
  enlist_user(KEYS[5], KEYS[2])
end
if rights_changed then
  redis.call('HINCRBY', KEYS[2], 'sessions', 1)
  end_sessions(KEYS[2])
end
if ARGV[7] ~= user[1] then
  redis.call('DEL', 'email:{' .. user[1] .. '}')
  redis.call('SET', KEYS[3], ARGV[6])
end
if is_admin then redis.call('SADD', KEYS[4], ARGV[6]) else redis.call('SREM', KEYS[4], ARGV[6]) end
return remember('replaced', KEYS[2], fields(KEYS[2]), KEYS[2])
