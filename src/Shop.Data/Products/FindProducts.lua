#!lua flags=no-writes
-- One page of the catalogue, or a stretch of its count; or the products that are named.
-- KEYS: none, or product:{id} of those that are wanted, in the order of the answer;  the catalogue's indexes (catalogue.lua), product:{id}
-- ARGV: 1-3 page (page.lua)  4 createdAt, price, name or soldCount  5 status, or '' for all
--       6 least amount or ''  7 largest amount or ''  8 '1' in stock, '0' not, '' either
--       9.. terms: one that ends with a line feed is meant whole, another is the beginning of one
-- Limits: those of page.lua; 100 KEYS.
--- @include "clock"
--- @include "catalogue"
--- @include "page"

local FIELDS = {price = 'amount', name = 'sortName', soldCount = 'soldCount'}
local sort, in_stock = ARGV[4], ARGV[8]
local statuses = ARGV[5] == '' and ALL or {ARGV[5]}
local least, largest = tonumber(ARGV[6]), tonumber(ARGV[7])
local by_price, by_stock = least ~= nil or largest ~= nil, in_stock ~= ''
local filtered = by_price or by_stock or #ARGV > 8

local function passes(id)
  if not filtered then return true end
  local values = redis.call('HMGET', 'product:{' .. id .. '}', 'terms', 'amount', 'onHand', 'reserved')
  local amount = tonumber(values[2])
  if (least and amount < least) or (largest and amount > largest) then return false end
  if by_stock and (values[3] - values[4] > 0) ~= (in_stock == '1') then return false end
  for i = 9, #ARGV do
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
  for i = 9, #ARGV do
    local exact = string.sub(ARGV[i], -1) == '\n'
    table.insert(all, beginning(packed, indexes(statuses, 'terms'), ARGV[i], exact and sort == 'createdAt', not exact and first_beginning(ARGV[i])))
  end
  if by_stock then
    table.insert(all, beginning(packed, indexes(statuses, 'terms'), stock_term(in_stock == '1' and 1 or 0) .. '\n', sort == 'createdAt'))
  end
  if by_price then
    local low = least and '[' .. padded(ARGV[6]) or '-'
    local high = largest and '(' .. padded(ARGV[7]) .. '\n\255' or '+'
    table.insert(all, {kind = packed, indexes = indexes(statuses, 'price'), low = low, high = high, prefix = '', ordered = sort == 'price'})
  end
  all[#all].index_only = #all <= 2 and not all[#all].first
  return all
end

local function pick()
  local rows = {}
  for _, key in ipairs(KEYS) do
    local status = redis.call('HGET', key, 'status')
    if status and (ARGV[5] == '' or ARGV[5] == status) and passes(id_of(key)) then table.insert(rows, redis.call('HGETALL', key)) end
  end
  return {'', text(now_ms()), rows}
end

if #KEYS > 0 then return pick() end
return page(sources(), passes, position_of, key_of)
