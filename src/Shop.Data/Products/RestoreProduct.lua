#!lua
-- Brings an archived product back into the catalogue as active. One that is not archived stays as it is, a draft a draft.
-- KEYS: 1 op:{record}  2 product:{id};  the catalogue's indexes (catalogue.lua)
-- ARGV: 1-4 operation  5 If-Match  6 updatedAt (ms)
-- Codes: restored, not_found, precondition_failed, key_reused
--- @include "operation"
--- @include "catalogue"

local answer = seen(fields)
if answer then return answer end
local product = redis.call('HMGET', KEYS[2], 'version', 'stockVersion', 'status')
if not product[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], product[1], product[1] .. '.' .. product[2]) then return {'precondition_failed', 0, {product[1]}} end

if product[3] == 'archived' then
  delist(KEYS[2])
  redis.call('HSET', KEYS[2], 'status', 'active', 'updatedAt', ARGV[6])
  redis.call('HINCRBY', KEYS[2], 'version', 1)
  enlist(KEYS[2])
end
return remember('restored', KEYS[2], fields(KEYS[2]))
