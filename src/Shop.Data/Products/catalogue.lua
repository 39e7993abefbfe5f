-- Include: the indexes of the catalogue. They are written here and nowhere else.
-- `product` is the key product:{id}. A product stands in the indexes of all products and in those of its status: `products` and
-- `products:{status}`. Every score is 0, so the members stand in the order of their bytes, and each ends with its id:
--   products…              id, which is the order of creation
--   products…:price        the amount in 15 digits, a line feed, id
--   products…:soldCount    the same
--   products…:name         the name in lower case, a line feed, id
--   products…:terms        what filters look for, a line feed, id: category:tea, word:pot, stock:out …

local function id_of(key)
  return string.match(key, '{(.-)}')
end

local function padded(digits)
  return string.rep('0', 15 - #digits) .. digits
end

-- The member by which a product stands in the index of a sort; `value` is the field that the sort looks at.
local function sort_member(sort, value, id)
  if sort == 'createdAt' then return id end
  return (sort == 'name' and value or padded(value)) .. '\n' .. id
end

local function stock_term(available)
  return available > 0 and 'stock:in' or 'stock:out'
end

-- The product's status and all its entries as {index, member}.
local function entries(product)
  local id = id_of(product)
  local values = redis.call('HMGET', product, 'status', 'amount', 'sortName', 'soldCount', 'terms', 'onHand', 'reserved')
  local list = {}
  local terms = (values[5] or '') .. stock_term(values[6] - values[7])
  for _, index in ipairs({'products', 'products:' .. values[1]}) do
    table.insert(list, {index, id})
    table.insert(list, {index .. ':price', sort_member('price', values[2], id)})
    table.insert(list, {index .. ':name', sort_member('name', values[3] or '', id)})
    table.insert(list, {index .. ':soldCount', sort_member('soldCount', values[4], id)})
    for term in string.gmatch(terms, '[^\n]+') do table.insert(list, {index .. ':terms', term .. '\n' .. id}) end
  end
  return list
end

local function enlist(product)
  for _, entry in ipairs(entries(product)) do redis.call('ZADD', entry[1], 0, entry[2]) end
end

-- Goes by what is stored, so it comes before the change.
local function delist(product)
  for _, entry in ipairs(entries(product)) do redis.call('ZREM', entry[1], entry[2]) end
end

local function exchange(product, suffix, old, new)
  for _, index in ipairs({'products', 'products:' .. redis.call('HGET', product, 'status')}) do
    redis.call('ZREM', index .. suffix, old)
    redis.call('ZADD', index .. suffix, 0, new)
  end
end

-- After a movement of the stock: most leave a product in stock or out of it, and cost nothing here.
local function note_available(product, before, after)
  local old, new = stock_term(before), stock_term(after)
  if old ~= new then exchange(product, ':terms', old .. '\n' .. id_of(product), new .. '\n' .. id_of(product)) end
end

-- The one place where soldCount changes.
local function count_sold(product, delta)
  local id, old = id_of(product), redis.call('HGET', product, 'soldCount')
  redis.call('HINCRBY', product, 'soldCount', delta)
  local new = redis.call('HGET', product, 'soldCount')
  exchange(product, ':soldCount', sort_member('soldCount', old, id), sort_member('soldCount', new, id))
end
