#!lua flags=no-writes
-- One page of the users, or a stretch of their count.
-- KEYS: 1 users;  its other indexes (users.lua), user:{id}
-- ARGV: 1-3 page (page.lua)  4 createdAt or email  5 e-mail or ''  6 role or ''  7 status or ''
-- Limits: those of page.lua.
--- @include "clock"
--- @include "users"
--- @include "page"

local by_email, email, role, status = ARGV[4] == 'email', ARGV[5], ARGV[6], ARGV[7]

local function key_of(id)
  return 'user:{' .. id .. '}'
end

local function passes(id)
  if email == '' and role == '' and status == '' then return true end
  local values = redis.call('HMGET', key_of(id), 'email', 'role', 'status')
  return (email == '' or values[1] == email) and (role == '' or values[2] == role) and (status == '' or values[3] == status)
end

local function position_of(id)
  return by_email and email_member(redis.call('HGET', key_of(id), 'email'), id) or id
end

local function sources()
  local all = {whole(plain, {KEYS[1] .. (by_email and ':email' or '')})}
  if email ~= '' then table.insert(all, beginning(plain, {KEYS[1] .. ':email'}, email_member(email, ''), false)) end
  if role ~= '' then table.insert(all, beginning(plain, {KEYS[1] .. ':terms'}, 'role:' .. role .. '\n', not by_email)) end
  if status ~= '' then table.insert(all, beginning(plain, {KEYS[1] .. ':terms'}, 'status:' .. status .. '\n', not by_email)) end
  all[#all].index_only = #all <= 2
  return all
end

return page(sources(), passes, position_of, hash_of(key_of))
