#!lua flags=no-writes
-- One page of a product's movements, newest first.
-- KEYS: 1 product:{id};  product:{id}:movements
-- ARGV: 1 rows on the page  2 the sequence to go on below, or '' for the newest
-- Answer: nothing when there is no such product, else the sequence to go on below or '', how many movements there are, rows
-- Limits: 100 rows.
--- @include "clock"
--- @include "movements"

if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
local count = redis.call('LLEN', KEYS[1] .. ':movements')
local last = ARGV[2] == '' and count or math.min(count, ARGV[2] - 1)
local first = math.max(1, last - ARGV[1] + 1)

local rows, page = {}, movements(KEYS[1], first, last)
for i = #page, 1, -1 do table.insert(rows, movement_fields(KEYS[1], first + i - 1, page[i])) end
return {first > 1 and #page > 0 and text(first) or '', count, rows}
