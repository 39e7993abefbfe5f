-- Include: an answer that holds a secret. The operation's record keeps it sealed by the API, so that a replay can answer the same again.
-- Needs operation.lua. `object` is the key of what the answer shows: the sealed text comes first, then its fields.

local function with_sealed(object)
  local values = fields(object)
  table.insert(values, 1, redis.call('HGET', KEYS[1], 'sealed'))
  return values
end

local function seen_sealed(object)
  return redis.call('EXISTS', object) == 1 and seen(with_sealed) or nil
end

-- `person` as in remember.
local function remember_sealed(code, object, sealed, person)
  redis.call('HSET', KEYS[1], 'sealed', sealed)
  return remember(code, object, with_sealed(object), person)
end
