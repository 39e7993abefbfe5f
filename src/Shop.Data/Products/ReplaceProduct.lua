#!lua
-- Replaces the catalogue part of a product; stock and sales stay. Nothing new means the same version.
-- KEYS: 1 op:{record}  2 product:{id}  3 sku:{new SKU};  stored data names sku:{old SKU};  the catalogue's indexes (catalogue.lua)
-- ARGV: 1-4 operation  5 If-Match  6 id  7 updatedAt (ms)
--       8 sku  9 name  10 amount  11 currency  12 maxPerPurchase  13 status  14 details (JSON that no script reads)
--       15 sortName  16 terms
-- Codes: replaced, not_found, precondition_failed, sku_taken, key_reused
--- @include "operation"
--- @include "catalogue"

local answer = seen(fields)
if answer then return answer end
local names = {'sku', 'name', 'amount', 'currency', 'maxPerPurchase', 'status', 'details', 'sortName', 'terms'}
local product = redis.call('HMGET', KEYS[2], 'version', 'stockVersion', unpack(names))
if not product[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], product[1], product[1] .. '.' .. product[2]) then return {'precondition_failed', 0, {product[1]}} end
local old_sku = product[3]
if ARGV[8] ~= old_sku and redis.call('EXISTS', KEYS[3]) == 1 then return {'sku_taken', 0, {}} end

delist(KEYS[2])
local changed = false
for i, name in ipairs(names) do
  if product[i + 2] ~= ARGV[i + 7] then
    redis.call('HSET', KEYS[2], name, ARGV[i + 7])
    changed = true
  end
end
if changed then
  redis.call('HINCRBY', KEYS[2], 'version', 1)
  redis.call('HSET', KEYS[2], 'updatedAt', ARGV[7])
end
if ARGV[8] ~= old_sku then
  redis.call('DEL', 'sku:{' .. old_sku .. '}')
  redis.call('SET', KEYS[3], ARGV[6])
end
enlist(KEYS[2])
return remember('replaced', KEYS[2], fields(KEYS[2]))
