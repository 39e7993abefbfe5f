#!lua flags=no-writes
-- One page of the audit in the order in which it was written, or a stretch of its count.
-- KEYS: 1 audit
-- ARGV: 1 rows on the page, or 0 to count  2 '1' = newest first  3 sequence to go on after, or ''
--       4 actor or ''  5 type of the object or ''  6 id of the object or ''  7 action or ''  8 after (ms) or ''  9 before (ms) or ''
-- Answer: where to go on or '', ms since 1970, rows (or how many, for a count)
-- Limits: a page looks at 1 000 entries at most, a stretch of a count at 2 000.
--- @include "clock"
--- @include "audit"

local limit, descending, after = tonumber(ARGV[1]), ARGV[2] == '1', ARGV[3]
local actor, object_type, object_id, action = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local last = tonumber(redis.call('HGET', KEYS[1], 'sequence') or '0')
local first = math.max(1, last - AUDIT_KEPT + 1)

local function entry_at(sequence)
  return cmsgpack.unpack(redis.call('HGET', KEYS[1], text(sequence)))
end

-- The first entry that was not written before a time.
local function first_from(at)
  local low, high = first, last + 1
  while low < high do
    local middle = math.floor((low + high) / 2)
    if entry_at(middle).at >= at then high = middle else low = middle + 1 end
  end
  return low
end

local function object_of(entry)
  local type, id = string.match(entry.object, '^([^:]+):{(.+)}$')
  return (string.gsub(type, '-', '_')), id
end

local function passes(entry)
  if actor ~= '' and entry.actor ~= actor then return false end
  if action ~= '' and entry.action ~= action then return false end
  local type, id = object_of(entry)
  return (object_type == '' or type == object_type) and (object_id == '' or id == object_id)
end

local function row_of(entry)
  local type, id = object_of(entry)
  return {
    'sequence', text(entry.sequence), 'at', text(entry.at), 'actorKind', entry.kind, 'actor', entry.actor, 'action', entry.action,
    'objectType', type, 'objectId', id, 'versionBefore', entry.before, 'versionAfter', entry.after, 'address', entry.address,
    'outcome', entry.outcome}
end

local from = ARGV[8] ~= '' and first_from(tonumber(ARGV[8]) + 1) or first
local up_to = ARGV[9] ~= '' and first_from(tonumber(ARGV[9])) - 1 or last
local step = descending and -1 or 1
local sequence = descending and up_to or from
if after ~= '' then sequence = descending and math.min(sequence, after - 1) or math.max(sequence, after + 1) end

local rows, found, examined, further = {}, 0, 0, ''
while sequence >= from and sequence <= up_to do
  if examined == (limit == 0 and 2000 or 1000) then
    further = text(sequence - step)
    break
  end
  local entry = entry_at(sequence)
  if passes(entry) then
    if limit > 0 and found == limit then
      further = text(sequence - step)
      break
    end
    found = found + 1
    if limit > 0 then rows[found] = row_of(entry) end
  end
  examined = examined + 1
  sequence = sequence + step
end
return {further, text(now_ms()), limit == 0 and found or rows}
