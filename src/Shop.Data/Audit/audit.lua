-- Include: the audit, who changed what. Each change writes its own entry, in the same atomic step; never a value, only which object it was.
-- The last ARGV of every changing script is who makes the change (Origin.cs): kind of actor, its id, the action, the address, separated by
-- spaces; - where there is none.
-- `audit` is a hash: sequence, the number of the last entry, and each entry under its number. user:{id}:audit names those that a person's id
-- stands in, so that erasing the person takes it out again.

local AUDIT_KEPT = 100000

-- The version of an object as its ETag has it, or nil.
local function version_of(object)
  local values = redis.call('HMGET', object, 'version', 'stockVersion')
  return values[1] and (values[2] and values[1] .. '.' .. values[2] or values[1]) or nil
end

local function remember_person(user, sequence)
  redis.call('ZADD', user .. ':audit', sequence, sequence)
  if sequence > AUDIT_KEPT then redis.call('ZREMRANGEBYSCORE', user .. ':audit', '-inf', sequence - AUDIT_KEPT) end
end

-- `before` is the object's version before the change, or nil. What was there neither before nor after was not changed.
local function audit(object, before, outcome)
  local after = version_of(object)
  if not before and not after then return end
  local kind, actor, action, address = string.match(ARGV[#ARGV], '^(%S+) (%S+) (%S+) (%S+)$')
  local time = redis.call('TIME')
  local sequence = (redis.call('HGET', 'audit', 'sequence') or 0) + 1
  local entry = {
    sequence = sequence, at = time[1] * 1000 + math.floor(time[2] / 1000), kind = kind, actor = actor, action = action, object = object,
    before = before or '-', after = after or '-', address = address, outcome = outcome}
  redis.call('HSET', 'audit', 'sequence', sequence, sequence, cmsgpack.pack(entry))
  if sequence > AUDIT_KEPT then redis.call('HDEL', 'audit', sequence - AUDIT_KEPT) end
  if kind == 'customer' or kind == 'admin' then remember_person('user:{' .. actor .. '}', sequence) end
  if string.sub(object, 1, 5) == 'user:' then remember_person(object, sequence) end
end

-- Puts the pseudonym into the place of a person's id, and takes away the addresses the person came from.
local function forget_in_audit(id, pseudonym)
  local user = 'user:{' .. id .. '}'
  for _, sequence in ipairs(redis.call('ZRANGE', user .. ':audit', 0, -1)) do
    local packed = redis.call('HGET', 'audit', sequence)
    if packed then
      local entry = cmsgpack.unpack(packed)
      local is_own = entry.actor == id or (entry.object == user and entry.kind == 'anonymous')
      if is_own then entry.address = '-' end
      if entry.actor == id then entry.actor = pseudonym end
      if entry.object == user then entry.object = 'user:{' .. pseudonym .. '}' end
      redis.call('HSET', 'audit', sequence, cmsgpack.pack(entry))
    end
  end
  redis.call('DEL', user .. ':audit')
end
