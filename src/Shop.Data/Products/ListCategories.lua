#!lua flags=no-writes
-- The categories of active products and how many products each has, by name.
-- KEYS: none;  products:active:terms (catalogue.lua)
-- ARGV: 1 the category to go on after, or ''
-- Limits: 500 categories in one answer {'1' = there may be more, slug, count, slug, count …}; for each a step into the index, and one for each 100 of its products.
--- @include "packed"

local INDEX = 'products:active:terms'
local last, answer = ARGV[1], {'0'}
for _ = 1, 500 do
  -- Past every product of the last one: no byte of UTF-8 is as high as \255, and ';' follows ':'.
  local from = last == '' and '[c:' or '(c:' .. last .. '\n\255'
  local first = packed.range(INDEX, from, '(c;', false, 1)[1]
  if not first then return answer end
  last = string.match(first, '^c:([^\n]*)')
  table.insert(answer, last)
  table.insert(answer, packed.count(INDEX, '[c:' .. last .. '\n', '(c:' .. last .. '\n\255'))
end
answer[1] = '1'
return answer
