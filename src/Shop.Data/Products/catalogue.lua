-- Include: the indexes of the catalogue. They are written here and nowhere else.
-- `product` is the key product:{id}. A product stands in packed indexes (packed.lua), all but the first of which are those of its status:
--   products:sku                   the SKU, a line feed, id
--   products:{status}:createdAt    id, which is the order of creation
--   products:{status}:price        the amount in 12 digits, a line feed, id
--   products:{status}:soldCount    the same
--   products:{status}:name         the name in lower case, a line feed, id
--   products:{status}:terms        what filters look for, a line feed, id: c:tea (category), t: (tag), b: (brand), m: (currency), w:pot (a
--                                  word of name, brand or SKU), s:in or s:out (whether there is one to sell)
--- @include "packed"

local ALL = {'draft', 'active', 'archived'}

local function indexes(statuses, what)
  local all = {}
  for i, status in ipairs(statuses) do all[i] = 'products:' .. status .. ':' .. what end
  return all
end

local function id_of(key)
  return string.match(key, '{(.-)}')
end

local function padded(digits)
  return string.rep('0', 12 - #digits) .. digits
end

-- The member by which a product stands in the index of a sort; `value` is the field that the sort looks at, `id` is packed.
local function sort_member(sort, value, id)
  if sort == 'createdAt' then return id end
  return (sort == 'name' and value or padded(value)) .. '\n' .. id
end

-- The key of the product that has the SKU, or nil.
local function product_of_sku(sku)
  local member = packed.range('products:sku', '[' .. sku .. '\n', '(' .. sku .. '\n\255', false, 1)[1]
  return member and 'product:{' .. unpacked_id(member) .. '}'
end

local function stock_term(available)
  return available > 0 and 's:in' or 's:out'
end

-- All entries of the product as {index, member}.
local function entries(product)
  local id = packed_id(id_of(product))
  local values = redis.call('HMGET', product, 'status', 'amount', 'sortName', 'soldCount', 'terms', 'onHand', 'reserved', 'sku')
  local list = {{'products:sku', values[8] .. '\n' .. id}}
  local terms = (values[5] or '') .. stock_term(values[6] - values[7])
  local index = 'products:' .. values[1]
  table.insert(list, {index .. ':createdAt', id})
  table.insert(list, {index .. ':price', sort_member('price', values[2], id)})
  table.insert(list, {index .. ':name', sort_member('name', values[3] or '', id)})
  table.insert(list, {index .. ':soldCount', sort_member('soldCount', values[4], id)})
  for term in string.gmatch(terms, '[^\n]+') do table.insert(list, {index .. ':terms', term .. '\n' .. id}) end
  return list
end

local function enlist(product)
  for _, entry in ipairs(entries(product)) do put(entry[1], entry[2]) end
end

-- Goes by what is stored, so it comes before the change.
local function delist(product)
  for _, entry in ipairs(entries(product)) do take(entry[1], entry[2]) end
end

local function exchange(product, what, old, new)
  local index = 'products:' .. redis.call('HGET', product, 'status') .. ':' .. what
  take(index, old)
  put(index, new)
end

-- After a movement of the stock: most leave a product in stock or out of it, and cost nothing here.
local function note_available(product, before, after)
  local old, new = stock_term(before), stock_term(after)
  local id = packed_id(id_of(product))
  if old ~= new then exchange(product, 'terms', old .. '\n' .. id, new .. '\n' .. id) end
end

-- The one place where soldCount changes.
local function count_sold(product, delta)
  local id, old = packed_id(id_of(product)), redis.call('HGET', product, 'soldCount')
  redis.call('HINCRBY', product, 'soldCount', delta)
  local new = redis.call('HGET', product, 'soldCount')
  exchange(product, 'soldCount', sort_member('soldCount', old, id), sort_member('soldCount', new, id))
end
