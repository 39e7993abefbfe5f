#!lua
-- Replaces the catalogue part of a product; stock and sales stay. Nothing new means the same version.
-- KEYS: 1 op:{record}  2 product:{id};  the catalogue's indexes (catalogue.lua)
-- ARGV: 1-4 operation  5 If-Match  6 updatedAt (ms)
--       7 sku  8 name  9 amount  10 currency  11 maxPerPurchase  12 status  13 details (JSON that no script reads)
--       14 sortName  15 terms
-- Codes: replaced, not_found, precondition_failed, sku_taken, key_reused
--- @include "operation"
--- @include "catalogue"

local answer = seen(fields)
if answer then return answer end
local names = {'sku', 'name', 'amount', 'currency', 'maxPerPurchase', 'status', 'details', 'sortName', 'terms'}
local product = redis.call('HMGET', KEYS[2], 'version', 'stockVersion', unpack(names))
if not product[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], product[1], product[1] .. '.' .. product[2]) then return {'precondition_failed', 0, {product[1]}} end
local owner = product_of_sku(ARGV[7])
if owner and owner ~= KEYS[2] then return {'sku_taken', 0, {}} end

delist(KEYS[2])
local changed = false
for i, name in ipairs(names) do
  if product[i + 2] ~= ARGV[i + 6] then
    redis.call('HSET', KEYS[2], name, ARGV[i + 6])
    changed = true
  end
end
if changed then
  redis.call('HINCRBY', KEYS[2], 'version', 1)
  redis.call('HSET', KEYS[2], 'updatedAt', ARGV[6])
end
enlist(KEYS[2])
return remember('replaced', KEYS[2], fields(KEYS[2]))
