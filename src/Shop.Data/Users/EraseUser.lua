#!lua
-- Removes a person: the account, the e-mail, the sessions, the remembered answers. The purchases stay, under a pseudonym, without address
-- and note.
-- KEYS: 1 op:{record}  2 user:{id}  3 user:{id}:purchases  4 user:{pseudonym}:purchases
--       5 users (users.lua)  6 users:admins  7 user:{id}:operations
--       and the user's parts user:{id}:sessions, user:{id}:session:{session}, user:{id}:audit
--       stored data names email:{address}, purchase:{id} of the user's purchases, op:{record} of the user's remembered answers
-- ARGV: 1-4 operation  5 If-Match  6 id  7 pseudonym
-- Codes: erased, not_found, precondition_failed, last_admin, user_has_open_purchases, key_reused
-- Limits: walks all purchases of the one user, and what the audit holds of the user.
--- @include "operation"
--- @include "users"
--- @include "clock"
--- @include "session"

local answer = seen(function() return {} end)
if answer then return answer end
local user = redis.call('HMGET', KEYS[2], 'email', 'role', 'status', 'version')
if not user[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], user[4]) then return {'precondition_failed', 0, {user[4]}} end
if user[2] == 'admin' and user[3] == 'active' and redis.call('SCARD', KEYS[6]) == 1 then return {'last_admin', 0, {}} end

local now = now_ms()
local purchases = redis.call('ZRANGE', KEYS[3], 0, -1)
for _, id in ipairs(purchases) do
  local purchase = redis.call('HMGET', 'purchase:{' .. id .. '}', 'status', 'expiresAt', 'attemptUntil')
  local held = math.max(tonumber(purchase[2]), tonumber(purchase[3] or '0')) > now
  if purchase[1] == 'paid' or purchase[1] == 'shipped' or (purchase[1] == 'pending' and held) then
    return {'user_has_open_purchases', 0, {}}
  end
end

for _, id in ipairs(purchases) do
  local key = 'purchase:{' .. id .. '}'
  redis.call('HSET', key, 'userId', ARGV[7], 'shippingAddress', 'null', 'note', 'null', 'tracking', 'null')
  redis.call('HINCRBY', key, 'version', 1)
end
if #purchases > 0 then redis.call('RENAME', KEYS[3], KEYS[4]) end
for _, record in ipairs(redis.call('ZRANGE', KEYS[7], 0, -1)) do redis.call('DEL', record) end
end_sessions(KEYS[2])
delist_user(KEYS[5], KEYS[2])
redis.call('DEL', KEYS[2], KEYS[7], 'email:{' .. user[1] .. '}')
redis.call('SREM', KEYS[6], ARGV[6])
local erased = remember('erased', KEYS[2], {})
forget_in_audit(ARGV[6], ARGV[7])
return erased
