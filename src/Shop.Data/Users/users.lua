-- Include: the indexes of the users. They are written here and nowhere else.
-- `users` is the key of the first one, `user` the key user:{id}. Every score is 0, each member ends with the id:
--   users          id, which is the order of registration
--   users:email    the e-mail, a line feed, id
--   users:terms    role:{role} or status:{status}, a line feed, id

local function email_member(email, id)
  return email .. '\n' .. id
end

local function user_entries(users, user)
  local values = redis.call('HMGET', user, 'id', 'email', 'role', 'status')
  local id = values[1]
  return {
    {users, id}, {users .. ':email', email_member(values[2], id)},
    {users .. ':terms', 'role:' .. values[3] .. '\n' .. id}, {users .. ':terms', 'status:' .. values[4] .. '\n' .. id}}
end

local function enlist_user(users, user)
  for _, entry in ipairs(user_entries(users, user)) do redis.call('ZADD', entry[1], 0, entry[2]) end
end

-- Goes by what is stored, so it comes before the change.
local function delist_user(users, user)
  for _, entry in ipairs(user_entries(users, user)) do redis.call('ZREM', entry[1], entry[2]) end
end
