-- Include: one page of a list, found through indexes. For scripts that only read.
-- An index is a sorted set with score 0 whose members end with the row's id; before it stands what the index sorts by. The member of the
-- sort's own index is the position that a cursor holds.
-- A source is an index, or a range of one, in which every row of the list stands:
-- {index, low, high, prefix, ordered, first, index_only}
--   low, high   bounds as ZRANGEBYLEX has them
--   prefix      what a member has before the position, where the range is ordered as the list is
--   ordered     whether the range has the list's own order
--   first       where a row may stand in the range twice: a function from its id to the member that counts
--   index_only  whether every member is a row of the list, so that the length of the range is the count
-- The first source is always the sort's own index.
-- ARGV of each such script: 1 rows on the page, or 0 to count  2 '1' = descending  3 where to go on, or ''
-- Limits: a page looks at 1 000 rows at most, a stretch of a count at 2 000.

local EXAMINED, COUNTED, ID_LENGTH = 1000, 2000, 36

local function id_in(member)
  return string.sub(member, -ID_LENGTH)
end

-- Every member that begins with the text, and no other: no byte of UTF-8 is as high as \255.
local function beginning(index, text, ordered, first)
  return {index = index, low = '[' .. text, high = '(' .. text .. '\255', prefix = text, ordered = ordered, first = first}
end

local function whole(index)
  return {index = index, low = '-', high = '+', prefix = '', ordered = true}
end

local function members(source, descending, after, most)
  if descending then
    local high = after == '' and source.high or '(' .. source.prefix .. after
    return redis.call('ZREVRANGEBYLEX', source.index, high, source.low, 'LIMIT', 0, most)
  end
  local low = after == '' and source.low or '(' .. source.prefix .. after
  return redis.call('ZRANGEBYLEX', source.index, low, source.high, 'LIMIT', 0, most)
end

-- Goes along a source that has the list's order. Returns the ids, and where to go on: it may have looked at enough before the page is full.
local function walk(source, limit, descending, after, passes)
  local found, position, examined, most = {}, after, 0, limit + 1
  while examined < EXAMINED do
    local stretch = members(source, descending, position, most)
    for _, member in ipairs(stretch) do
      if passes(id_in(member)) then
        if #found == limit then return found, position end
        table.insert(found, id_in(member))
      end
      position = string.sub(member, #source.prefix + 1)
    end
    if #stretch < most then return found, '' end
    examined = examined + most
    most = math.min(2 * most, EXAMINED - examined)
  end
  return found, position
end

-- Takes all of a small source that has another order, and puts it into the list's: the rank in the sort's index says where each row stands.
-- (Lua would compare text by the server's locale.)
local function gather(source, index, limit, descending, after, passes, position_of)
  local ranked, seen, start = {}, {}, 0
  if after ~= '' then
    start = descending and redis.call('ZLEXCOUNT', index, '[' .. after, '+') or redis.call('ZLEXCOUNT', index, '-', '[' .. after)
  end
  for _, member in ipairs(members(source, false, '', EXAMINED)) do
    local id = id_in(member)
    if not seen[id] and passes(id) then
      local rank = redis.call(descending and 'ZREVRANK' or 'ZRANK', index, position_of(id))
      if rank and rank >= start then table.insert(ranked, {rank, id}) end
    end
    seen[id] = true
  end
  table.sort(ranked, function(a, b) return a[1] < b[1] end)

  local found = {}
  for i = 1, math.min(limit, #ranked) do found[i] = ranked[i][2] end
  return found, #ranked > limit and position_of(found[limit]) or ''
end

-- Going along the list's order is cheaper a row, but must meet the source's rows on the way, and could run out before the page is full.
local function is_worth_gathering(small, ordered, limit)
  local ahead = math.min(ordered.size, (limit + 1) * ordered.size / math.max(small.size, 1))
  return small.size <= EXAMINED and ahead > math.min(EXAMINED / 2, 2 * small.size)
end

-- A stretch of a count. Where to go on names the source as well, for the smallest one may change between two stretches.
local function count(sources, smallest, after, passes)
  local number, position = string.match(after, '^(%d+):(.*)$')
  local source = sources[tonumber(number) or smallest]
  if source.index_only then return source.size, '' end
  local total, plain = 0, {index = source.index, low = source.low, high = source.high, prefix = ''}
  local stretch = members(plain, false, position or '', COUNTED)
  for _, member in ipairs(stretch) do
    local id = id_in(member)
    if (not source.first or source.first(id) == member) and passes(id) then total = total + 1 end
  end
  return total, #stretch == COUNTED and (number or smallest) .. ':' .. stretch[COUNTED] or ''
end

-- The page by the cheapest way. `passes(id)`: whether the filters let a row through; `position_of(id)`: its member in the sort's index;
-- `key_of(id)`: the hash that is answered. Returns {where to go on or '', ms since 1970, rows}, or {where, ms, how many} for a count.
local function page(sources, passes, position_of, key_of)
  local limit, descending, after = tonumber(ARGV[1]), ARGV[2] == '1', ARGV[3]
  local smallest, ordered = 1, 1
  for i, source in ipairs(sources) do
    source.size = redis.call('ZLEXCOUNT', source.index, source.low, source.high)
    if source.size <= sources[smallest].size then smallest = i end
    if source.ordered and source.size < sources[ordered].size then ordered = i end
  end
  if limit == 0 then
    local total, further = count(sources, smallest, after, passes)
    return {further, text(now_ms()), total}
  end

  local found, further
  if is_worth_gathering(sources[smallest], sources[ordered], limit) then
    found, further = gather(sources[smallest], sources[1].index, limit, descending, after, passes, position_of)
  else
    found, further = walk(sources[ordered], limit, descending, after, passes)
  end
  local rows = {}
  for i, id in ipairs(found) do rows[i] = redis.call('HGETALL', key_of(id)) end
  return {further, text(now_ms()), rows}
end
