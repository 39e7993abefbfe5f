#!lua flags=no-writes
-- Many hashes in one step, each in full only where it is not the one that the caller has kept; and how far the data reaches in that step.
-- KEYS: 1 watermark  2… the hashes
-- ARGV: 1 the lineage that the marks are of  2… for each hash the mark of the one that was kept, or ''
-- Answer: seconds, microseconds, lineage, sequence, then for each hash nothing where it is the one that was kept, else its fields and values and,
-- last, its mark
--- @include "mark"

local time = redis.call('TIME')
local reached = redis.call('HMGET', KEYS[1], 'lineage', 'sequence')
local answer = {time[1], time[2], reached[1], reached[2] or '0'}
for i = 2, #KEYS do
  local mark = mark_of(KEYS[i])
  if mark == ARGV[i] and reached[1] == ARGV[1] then
    answer[i + 3] = false
  else
    local row = redis.call('HGETALL', KEYS[i])
    row[#row + 1] = mark
    answer[i + 3] = row
  end
end
return answer
