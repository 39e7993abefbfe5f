#!lua
-- Notes when keys were used last. One that was revoked meanwhile stays gone.
-- KEYS: api-key:{id} of each key
-- ARGV: the time (ms) of each
-- Codes: noted (values: none)
--- @include "watermark"

for i, key in ipairs(KEYS) do
  local known = redis.call('HGET', key, 'lastUsedAt')
  if known and (known == '' or tonumber(known) < tonumber(ARGV[i])) then redis.call('HSET', key, 'lastUsedAt', ARGV[i]) end
end
return {'noted', 0, {}}
