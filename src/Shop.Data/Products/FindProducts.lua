#!lua flags=no-writes
-- One page of the catalogue, or a stretch of its count; or the products that are named. Each in full only where it is not the one that the caller
-- has kept; and how far the data reaches in the same step.
-- KEYS: none, or product:{id} of those that are wanted, in the order of the answer;  the catalogue's indexes (catalogue.lua), product:{id}
-- ARGV: 1-3 page (page.lua)  4 the lineage that the marks are of  5 what is kept: '', or a line feed, then key, space, mark and line feed for each
--       6 createdAt, price, name or soldCount  7 status, or '' for all
--       8 least amount or ''  9 largest amount or ''  10 '1' in stock, '0' not, '' either
--       11.. terms: one that ends with a line feed is meant whole, another is the beginning of one
-- Answer: that of page.lua, then lineage and sequence. A row is its key alone where it is the one that was kept; else its fields and values and,
-- last, its mark and its key
-- Limits: those of page.lua; 100 KEYS.
--- @include "clock"
--- @include "catalogue"
--- @include "page"
--- @include "mark"

local FIELDS = {price = 'amount', name = 'sortName', soldCount = 'soldCount'}
local sort, in_stock = ARGV[6], ARGV[10]
local statuses = ARGV[7] == '' and ALL or {ARGV[7]}
local least, largest = tonumber(ARGV[8]), tonumber(ARGV[9])
local by_price, by_stock = least ~= nil or largest ~= nil, in_stock ~= ''

local function key_of(id)
  return 'product:{' .. id .. '}'
end

local function position_of(id)
  local field = FIELDS[sort]
  return sort_member(sort, field and redis.call('HGET', key_of(id), field), packed_id(id))
end

local function terms_of(id)
  return '\n' .. (redis.call('HGET', key_of(id), 'terms') or '')
end

-- The terms of a product are sorted: the first that begins so is where a product counts that has several.
local function first_beginning(term)
  return function(id)
    local terms = terms_of(id)
    local from = string.find(terms, '\n' .. term, 1, true)
    return from and string.match(terms, '[^\n]+', from + 1) .. '\n' .. packed_id(id)
  end
end

local function source_of_term(term)
  local exact = string.sub(term, -1) == '\n'
  local source = beginning(packed, indexes(statuses, 'terms'), term, exact and sort == 'createdAt', not exact and first_beginning(term))
  function source.holds(id) return string.find(terms_of(id), '\n' .. term, 1, true) end
  return source
end

local function source_of_stock()
  local term = stock_term(in_stock == '1' and 1 or 0)
  local source = beginning(packed, indexes(statuses, 'terms'), term .. '\n', sort == 'createdAt')
  function source.holds(id)
    local stock = redis.call('HMGET', key_of(id), 'onHand', 'reserved')
    return stock_term(stock[1] - stock[2]) == term
  end
  return source
end

local function source_of_price()
  local low = least and '[' .. padded(ARGV[8]) or '-'
  local high = largest and '(' .. padded(ARGV[9]) .. '\n\255' or '+'
  local source = {kind = packed, indexes = indexes(statuses, 'price'), low = low, high = high, prefix = '', ordered = sort == 'price'}
  function source.holds(id)
    local amount = tonumber(redis.call('HGET', key_of(id), 'amount'))
    return (not least or amount >= least) and (not largest or amount <= largest)
  end
  return source
end

-- The list's own order, and one for each filter: `holds` says of a row from another one whether it stands there, by what the filter looks at alone.
local sources = {whole(packed, indexes(statuses, sort))}
for i = 11, #ARGV do table.insert(sources, source_of_term(ARGV[i])) end
if by_stock then table.insert(sources, source_of_stock()) end
if by_price then table.insert(sources, source_of_price()) end
sources[#sources].index_only = #sources <= 2 and not sources[#sources].first

local function passes(id, found_in)
  for _, source in ipairs(sources) do
    if source ~= found_in and source.holds and not source.holds(id) then return false end
  end
  return true
end

local reached = redis.call('HMGET', 'watermark', 'lineage', 'sequence')
local kept = reached[1] == ARGV[4] and ARGV[5] or ''

local function row_at(key)
  local mark = mark_of(key)
  if string.find(kept, '\n' .. key .. ' ' .. mark .. '\n', 1, true) then return {key} end
  local row = redis.call('HGETALL', key)
  row[#row + 1] = mark
  row[#row + 1] = key
  return row
end

local function pick()
  local rows = {}
  for _, key in ipairs(KEYS) do
    local status = redis.call('HGET', key, 'status')
    if status and (ARGV[7] == '' or ARGV[7] == status) and passes(id_of(key)) then table.insert(rows, row_at(key)) end
  end
  return {'', text(now_ms()), rows}
end

local answer = #KEYS > 0 and pick() or page(sources, passes, position_of, function(id) return row_at(key_of(id)) end)
answer[4], answer[5] = reached[1], reached[2] or '0'
return answer
