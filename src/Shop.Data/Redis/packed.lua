-- Include: packed indexes. An index is a set of texts in the order of their bytes, each of which ends with an id in 16 bytes. Its members stand
-- in leaves, sorted sets of at most 120: so small, Redis packs one into one piece of memory, and a member costs a fifth of what it costs in
-- a large one. Every score is 0.
--   {index}                       sorted set: where the leaves begin; the first one's is ''
--   {index}, a line feed, {from}  the leaf of the members from `from` on

local LEAF = 120 -- below zset-max-listpack-entries, which is 128

local ID = '>I4I2I2I2I2I4'

local function packed_id(id)
  local a, b, c, d, e, f = string.match(id, '(.*)%-(.*)%-(.*)%-(.*)%-(....)(.*)')
  return struct.pack(ID, tonumber(a, 16), tonumber(b, 16), tonumber(c, 16), tonumber(d, 16), tonumber(e, 16), tonumber(f, 16))
end

-- The id at the end of a member.
local function unpacked_id(member)
  return string.format('%08x-%04x-%04x-%04x-%04x%08x', struct.unpack(ID, member, #member - 15))
end

local function leaf_of(index, from)
  return index .. '\n' .. from
end

-- Where the leaf that a text belongs to begins, or nil while the index is empty.
local function from_of(index, text)
  return redis.call('ZREVRANGEBYLEX', index, '[' .. text, '-', 'LIMIT', 0, 1)[1]
end

-- Of a bound of a range, as ZRANGEBYLEX has it.
local function from_of_low(index, low)
  return from_of(index, string.sub(low, 2))
end

local function last_from(high)
  return high == '+' and '+' or '[' .. string.sub(high, 2)
end

local function split(index, from)
  local upper = redis.call('ZRANGE', leaf_of(index, from), LEAF / 2, -1)
  redis.call('ZADD', index, 0, upper[1])
  for _, member in ipairs(upper) do
    redis.call('ZREM', leaf_of(index, from), member)
    redis.call('ZADD', leaf_of(index, upper[1]), 0, member)
  end
end

local function put(index, member)
  local from = from_of(index, member)
  if not from then
    from = ''
    redis.call('ZADD', index, 0, from)
  end
  redis.call('ZADD', leaf_of(index, from), 0, member)
  if redis.call('ZCARD', leaf_of(index, from)) > LEAF then split(index, from) end
end

local function take(index, member)
  local from = from_of(index, member)
  if not from then return end
  redis.call('ZREM', leaf_of(index, from), member)
  if from ~= '' and redis.call('EXISTS', leaf_of(index, from)) == 0 then redis.call('ZREM', index, from) end
end

-- What page.lua asks of an index; bounds as ZRANGEBYLEX has them.
local packed = {id_in = unpacked_id}

function packed.range(index, low, high, descending, most)
  local found, first = {}, from_of_low(index, low)
  if not first then return found end
  local from = first
  if descending then from = redis.call('ZREVRANGEBYLEX', index, last_from(high), '[' .. first, 'LIMIT', 0, 1)[1] end
  while from and #found < most do
    local leaf, part = leaf_of(index, from), nil
    if descending then
      part = redis.call('ZREVRANGEBYLEX', leaf, high, low, 'LIMIT', 0, most - #found)
      from = redis.call('ZREVRANGEBYLEX', index, '(' .. from, '[' .. first, 'LIMIT', 0, 1)[1]
    else
      part = redis.call('ZRANGEBYLEX', leaf, low, high, 'LIMIT', 0, most - #found)
      from = redis.call('ZRANGEBYLEX', index, '(' .. from, last_from(high), 'LIMIT', 0, 1)[1]
    end
    for _, member in ipairs(part) do table.insert(found, member) end
  end
  return found
end

-- Exact; costs a step for each leaf.
function packed.count(index, low, high)
  local first, total = from_of_low(index, low), 0
  if not first then return total end
  local leaves = redis.call('ZRANGEBYLEX', index, '[' .. first, last_from(high))
  for i, from in ipairs(leaves) do
    local is_inner = i > 1 and i < #leaves
    total = total + (is_inner and redis.call('ZCARD', leaf_of(index, from)) or redis.call('ZLEXCOUNT', leaf_of(index, from), low, high))
  end
  return total
end

-- Exact up to a thousand; what is larger is not counted but guessed.
function packed.size(index, low, high)
  local first = from_of_low(index, low)
  local leaves = first and redis.call('ZLEXCOUNT', index, '[' .. first, last_from(high)) or 0
  return leaves > 16 and leaves * LEAF or packed.count(index, low, high)
end

-- A member as a cursor shows it, and back.
function packed.shown(member)
  return string.sub(member, 1, -17) .. unpacked_id(member)
end

function packed.meant(shown)
  return string.sub(shown, 1, -37) .. packed_id(string.sub(shown, -36))
end
