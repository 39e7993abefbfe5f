#!lua
-- Adds a product to the catalogue; the SKU is unique without regard to case (it comes in upper case).
-- KEYS: 1 op:{record}  2 product:{id}  3 products;  the catalogue's indexes (catalogue.lua)
-- ARGV: 1-4 operation  5 id  6 createdAt (ms)  7 initialStock  8 actor
--       9 sku  10 name  11 amount  12 currency  13 maxPerPurchase  14 status  15 details (JSON that no script reads)
--       16 sortName  17 terms
-- Codes: created, sku_taken, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"

local answer = seen(fields)
if answer then return answer end
if product_of_sku(ARGV[9]) then return {'sku_taken', 0, {}} end

redis.call('HSET', KEYS[2], 'id', ARGV[5], 'sku', ARGV[9], 'name', ARGV[10], 'amount', ARGV[11], 'currency', ARGV[12],
  'maxPerPurchase', ARGV[13], 'status', ARGV[14], 'details', ARGV[15],
  'sortName', ARGV[16], 'terms', ARGV[17], 'createdAt', ARGV[6], 'updatedAt', ARGV[6], 'version', '1',
  'onHand', '0', 'reserved', '0', 'soldCount', '0', 'sequence', '0', 'stockVersion', '0', 'stockUpdatedAt', ARGV[6])
redis.call('INCR', KEYS[3])
enlist(KEYS[2])
if ARGV[7] ~= '0' then move(KEYS[2], 'initial', tonumber(ARGV[7]), 0, {'', '', ARGV[8], ''}, tonumber(ARGV[6])) end
return remember('created', KEYS[2], fields(KEYS[2]))
