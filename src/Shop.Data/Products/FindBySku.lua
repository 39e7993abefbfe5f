#!lua flags=no-writes
-- The product of a SKU.
-- KEYS: none;  products:sku (catalogue.lua), product:{id}
-- ARGV: 1 the SKU in upper case
-- Answer: its fields, none when there is no such product
--- @include "catalogue"

local product = product_of_sku(ARGV[1])
return product and redis.call('HGETALL', product) or {}
