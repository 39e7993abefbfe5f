#!lua flags=no-writes
-- Looks at the stock of one product in one atomic step, and adds up a part of its movements. Changes nothing; any node may run it.
-- KEYS: 1 product:{id}
-- ARGV: 1 the sequence to go on after, 0 = from the first  2 the sequence to stop at, or '' = the present one  3 how many movements at most
-- Answer: onHand, reserved, quantity of all open holds, sequence (the mark);
--         of the part: last sequence, number of movements, their deltas, their reservedDeltas
-- Limits: a part is at most ARGV[3] movements. The open holds are counted whole, for they belong to one moment: 10 000 take some 10 ms.
--- @include "clock"
--- @include "movements"

local product = redis.call('HMGET', KEYS[1], 'onHand', 'reserved', 'sequence')
if not product[1] then return {} end
local mark = ARGV[2] ~= '' and ARGV[2] or product[3]

local held = 0
if ARGV[2] == '' then
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1] .. ':holds', 0, -1)) do
    held = held + tonumber(string.match(member, ':(%d+)$'))
  end
end

local delta, reserved_delta = 0, 0
local part = movements(KEYS[1], ARGV[1] + 1, math.min(tonumber(mark), ARGV[1] + ARGV[3]))
for _, movement in ipairs(part) do
  delta, reserved_delta = delta + movement[2], reserved_delta + movement[3]
end
return {product[1], product[2], text(held), mark, text(ARGV[1] + #part), text(#part), text(delta), text(reserved_delta)}
