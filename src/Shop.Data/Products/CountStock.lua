#!lua flags=no-writes
-- How many active products are in stock, and how many are not.
-- KEYS: none;  products:active:terms (catalogue.lua)
-- ARGV: none
-- Limits: a step for each 100 products.
--- @include "packed"

local function count(term)
  return packed.count('products:active:terms', '[' .. term .. '\n', '(' .. term .. '\n\255')
end

return {count('s:in'), count('s:out')}
