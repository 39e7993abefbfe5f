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
local filtered = by_price or by_stock or #ARGV > 10

local function passes(id)
  if not filtered then return true end
  local values = redis.call('HMGET', 'product:{' .. id .. '}', 'terms', 'amount', 'onHand', 'reserved')
  local amount = tonumber(values[2])
  if (least and amount < least) or (largest and amount > largest) then return false end
  if by_stock and (values[3] - values[4] > 0) ~= (in_stock == '1') then return false end
  for i = 11, #ARGV do
    if not string.find('\n' .. (values[1] or ''), '\n' .. ARGV[i], 1, true) then return false end
  end
  return true
end

local function position_of(id)
  local field = FIELDS[sort]
  return sort_member(sort, field and redis.call('HGET', 'product:{' .. id .. '}', field), packed_id(id))
end

local function key_of(id)
  return 'product:{' .. id .. '}'
end

-- The terms of a product are sorted: the first that begins so is where a product counts that has several.
local function first_beginning(term)
  return function(id)
    local terms = '\n' .. redis.call('HGET', key_of(id), 'terms')
    local from = string.find(terms, '\n' .. term, 1, true)
    return from and string.match(terms, '[^\n]+', from + 1) .. '\n' .. packed_id(id)
  end
end

local function sources()
  local all = {whole(packed, indexes(statuses, sort))}
  for i = 11, #ARGV do
    local exact = string.sub(ARGV[i], -1) == '\n'
    table.insert(all, beginning(packed, indexes(statuses, 'terms'), ARGV[i], exact and sort == 'createdAt', not exact and first_beginning(ARGV[i])))
  end
  if by_stock then
    table.insert(all, beginning(packed, indexes(statuses, 'terms'), stock_term(in_stock == '1' and 1 or 0) .. '\n', sort == 'createdAt'))
  end
  if by_price then
    local low = least and '[' .. padded(ARGV[8]) or '-'
    local high = largest and '(' .. padded(ARGV[9]) .. '\n\255' or '+'
    table.insert(all, {kind = packed, indexes = indexes(statuses, 'price'), low = low, high = high, prefix = '', ordered = sort == 'price'})
  end
  all[#all].index_only = #all <= 2 and not all[#all].first
  return all
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

local answer = #KEYS > 0 and pick() or page(sources(), passes, position_of, function(id) return row_at(key_of(id)) end)
answer[4], answer[5] = reached[1], reached[2] or '0'
return answer
