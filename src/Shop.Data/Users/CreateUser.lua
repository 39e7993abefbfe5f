#!lua
-- Registers a user; the e-mail is unique without regard to case (it comes in lower case).
-- KEYS: 1 op:{record}  2 user:{id}  3 email:{address}  4 users (users.lua)  5 users:admins
-- ARGV: 1-4 operation  5 id  6 email  7 firstName  8 lastName  9 passwordHash  10 role  11 status  12 createdAt (ms)
--       13 '1' = only while no admin exists (the first admin)
-- Codes: created, not_found, email_taken, admin_exists, key_reused
--- @include "operation"
--- @include "users"

local answer = seen(fields)
-- Created by an earlier try, and erased since.
if answer and answer[1] == 'created' and #answer[3] == 0 then return {'not_found', 0, {}} end
if answer then return answer end
if ARGV[13] == '1' and redis.call('SCARD', KEYS[5]) > 0 then return {'admin_exists', 0, {}} end
if redis.call('EXISTS', KEYS[3]) == 1 then return {'email_taken', 0, {}} end

redis.call('HSET', KEYS[2], 'id', ARGV[5], 'email', ARGV[6], 'firstName', ARGV[7], 'lastName', ARGV[8], 'passwordHash', ARGV[9],
  'role', ARGV[10], 'status', ARGV[11], 'sessions', '1', 'createdAt', ARGV[12], 'updatedAt', ARGV[12], 'version', '1')
redis.call('SET', KEYS[3], ARGV[5])
enlist_user(KEYS[4], KEYS[2])
if ARGV[10] == 'admin' and ARGV[11] == 'active' then redis.call('SADD', KEYS[5], ARGV[5]) end
return remember('created', KEYS[2], fields(KEYS[2]), KEYS[2])
