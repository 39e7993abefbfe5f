-- Include: one page of a list, found through indexes. For scripts that only read.
-- An index holds members in the order of their bytes, each of which ends with a row's id; before it stands what the index sorts by. It is plain,
-- one sorted set with score 0, or packed (packed.lua). The member of the sort's own index is the position that a cursor holds.
-- A source is a range of an index, or the same range of several, in which every row of the list stands:
-- {kind, indexes, low, high, prefix, ordered, first, index_only}
--   kind        plain or packed, the same for all sources of a list
--   low, high   bounds as ZRANGEBYLEX has them
--   prefix      what a member has before the position, where the range is ordered as the list is
--   ordered     whether the range has the list's own order
--   first       where a row may stand in the range twice: a function from its id to the member that counts
--   index_only  whether every member is a row of the list, so that the length of the range is the count
-- The first source is always the sort's own.
-- ARGV of each such script: 1 rows on the page, or 0 to count  2 '1' = descending  3 where to go on, or ''
-- Limits: a page looks at 1 000 rows at most, a stretch of a count at 2 000.

local EXAMINED, COUNTED = 1000, 2000

local plain = {}

function plain.id_in(member)
  return string.sub(member, -36)
end

function plain.range(index, low, high, descending, most)
  if descending then return redis.call('ZREVRANGEBYLEX', index, high, low, 'LIMIT', 0, most) end
  return redis.call('ZRANGEBYLEX', index, low, high, 'LIMIT', 0, most)
end

function plain.count(index, low, high)
  return redis.call('ZLEXCOUNT', index, low, high)
end

plain.size = plain.count

function plain.shown(member)
  return member
end

plain.meant = plain.shown

-- Every member that begins with the text, and no other: no byte of UTF-8 is as high as \255, nor is the first of an id.
local function beginning(kind, indexes, text, ordered, first)
  return {kind = kind, indexes = indexes, low = '[' .. text, high = '(' .. text .. '\255', prefix = text, ordered = ordered, first = first}
end

local function whole(kind, indexes)
  return {kind = kind, indexes = indexes, low = '-', high = '+', prefix = '', ordered = true}
end

-- Lua itself would compare text by the server's locale: hexadecimal digits stand in the order of the bytes in each.
local HEXADECIMAL = setmetatable({}, {__index = function(digits, character)
  digits[character] = string.format('%02x', string.byte(character))
  return digits[character]
end})

local function sortable(text)
  return (string.gsub(text, '.', HEXADECIMAL))
end

local function precedes(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function merged(lists, descending, most)
  local all, at = {}, {}
  while #all < most do
    local next
    for i, list in ipairs(lists) do
      local member = list[at[i] or 1]
      if member and (not next or precedes(member, lists[next][at[next] or 1]) ~= descending) then next = i end
    end
    if not next then return all end
    table.insert(all, lists[next][at[next] or 1])
    at[next] = (at[next] or 1) + 1
  end
  return all
end

local function members(source, descending, after, most)
  local low, high, lists = source.low, source.high, {}
  if after ~= '' and descending then high = '(' .. source.prefix .. after end
  if after ~= '' and not descending then low = '(' .. source.prefix .. after end
  for i, index in ipairs(source.indexes) do lists[i] = source.kind.range(index, low, high, descending, most) end
  return #lists == 1 and lists[1] or merged(lists, descending, most)
end

local function sum(source, figure, ...)
  local total = 0
  for _, index in ipairs(source.indexes) do total = total + source.kind[figure](index, ...) end
  return total
end

-- Goes along a source that has the list's order. Returns the ids, and where to go on: it may have looked at enough before the page is full.
local function walk(source, limit, descending, after, passes)
  local found, position, examined, most = {}, after, 0, limit + 1
  while examined < EXAMINED do
    local stretch = members(source, descending, position, most)
    for _, member in ipairs(stretch) do
      local id = source.kind.id_in(member)
      if passes(id, source) then
        if #found == limit then return found, position end
        table.insert(found, id)
      end
      position = string.sub(member, #source.prefix + 1)
    end
    if #stretch < most then return found, '' end
    examined = examined + most
    most = math.min(2 * most, EXAMINED - examined)
  end
  return found, position
end

-- Takes all of a small source that has another order, and puts it into the list's.
local function gather(source, limit, descending, after, passes, position_of)
  local placed, seen, start = {}, {}, after ~= '' and sortable(after)
  for _, member in ipairs(members(source, false, '', EXAMINED)) do
    local id = source.kind.id_in(member)
    if not seen[id] and passes(id, source) then
      local place = sortable(position_of(id))
      if not start or (descending and place < start) or (not descending and place > start) then table.insert(placed, {place, id}) end
    end
    seen[id] = true
  end
  table.sort(placed, function(a, b)
    if descending then return a[1] > b[1] end
    return a[1] < b[1]
  end)

  local found = {}
  for i = 1, math.min(limit, #placed) do found[i] = placed[i][2] end
  return found, #placed > limit and position_of(found[limit]) or ''
end

-- Going along the list's order is cheaper a row, but must meet the source's rows on the way, and could run out before the page is full.
local function is_worth_gathering(small, ordered, limit)
  local ahead = math.min(ordered.size, (limit + 1) * ordered.size / math.max(small.size, 1))
  return small.size <= EXAMINED and ahead > math.min(EXAMINED / 2, 2 * small.size)
end

-- A stretch of a count, along one index. Where to go on names the source as well, for the smallest one may change between two stretches.
local function count(sources, smallest, after, passes)
  local number, part, shown = string.match(after, '^(%d+):(%d+):(.*)$')
  number, part = tonumber(number or smallest), tonumber(part or 1)
  local source = sources[number]
  if source.index_only then return sum(source, 'count', source.low, source.high), '' end
  local total, low = 0, shown and shown ~= '' and '(' .. source.kind.meant(shown) or source.low
  local stretch = source.kind.range(source.indexes[part], low, source.high, false, COUNTED)
  for _, member in ipairs(stretch) do
    local id = source.kind.id_in(member)
    if (not source.first or source.first(id) == member) and passes(id, source) then total = total + 1 end
  end
  if #stretch == COUNTED then return total, number .. ':' .. part .. ':' .. source.kind.shown(stretch[COUNTED]) end
  return total, part < #source.indexes and number .. ':' .. part + 1 .. ':' or ''
end

-- For a list whose rows are answered whole.
local function hash_of(key_of)
  return function(id) return redis.call('HGETALL', key_of(id)) end
end

-- The page by the cheapest way. `passes(id, source)`: whether the filters let through a row that stands in the source;
-- `position_of(id)`: its member in the sort's index;
-- `row_of(id)`: what is answered of it. Returns {where to go on or '', ms since 1970, rows}, or {where, ms, how many} for a count.
local function page(sources, passes, position_of, row_of)
  local limit, descending, after = tonumber(ARGV[1]), ARGV[2] == '1', ARGV[3]
  local smallest, ordered = 1, 1
  for i, source in ipairs(sources) do
    source.size = sum(source, 'size', source.low, source.high)
    if source.size <= sources[smallest].size then smallest = i end
    if source.ordered and source.size < sources[ordered].size then ordered = i end
  end
  if limit == 0 then
    local total, further = count(sources, smallest, after, passes)
    return {further, text(now_ms()), total}
  end

  local kind, found, further = sources[1].kind, nil, nil
  after = after ~= '' and kind.meant(after) or ''
  if is_worth_gathering(sources[smallest], sources[ordered], limit) then
    found, further = gather(sources[smallest], limit, descending, after, passes, position_of)
  else
    found, further = walk(sources[ordered], limit, descending, after, passes)
  end
  local rows = {}
  for i, id in ipairs(found) do rows[i] = row_of(id) end
  return {further ~= '' and kind.shown(further) or '', text(now_ms()), rows}
end
