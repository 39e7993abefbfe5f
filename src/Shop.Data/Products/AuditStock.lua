#!lua flags=no-writes
-- Looks at the stock of one product in one atomic step, and adds up a part of its movements. Changes nothing; any node may run it.
-- KEYS: 1 product:{id}
-- ARGV: 1 the sequence to go on after, 0 = from the first  2 the sequence to stop at, or '' = the present one  3 how many movements at most
-- Answer: onHand, reserved, quantity of all open holds, sequence (the mark);
--         of the part: last sequence, number of movements, their deltas, their reservedDeltas
-- Limits: a part is at most ARGV[3] movements. The open holds are counted whole, for they belong to one moment: 10 000 take some 10 ms.
--- @include "clock"

local product = redis.call('HMGET', KEYS[1], 'onHand', 'reserved', 'sequence')
if not product[1] then return {} end
local mark = ARGV[2] ~= '' and ARGV[2] or product[3]

local held = 0
if ARGV[2] == '' then
  for _, member in ipairs(redis.call('ZRANGE', KEYS[1] .. ':holds', 0, -1)) do
    held = held + tonumber(string.match(member, ':(%d+)$'))
  end
end

local last, count, delta, reserved_delta = ARGV[1], 0, 0, 0
local part = redis.call('XRANGE', KEYS[1] .. ':movements', '(' .. ARGV[1] .. '-0', mark .. '-0', 'COUNT', ARGV[3])
for _, entry in ipairs(part) do
  last, count = string.match(entry[1], '^(%d+)-'), count + 1
  for i = 1, #entry[2], 2 do
    local name, value = entry[2][i], entry[2][i + 1]
    if name == 'delta' then delta = delta + tonumber(value) end
    if name == 'reservedDelta' then reserved_delta = reserved_delta + tonumber(value) end
  end
end
return {product[1], product[2], text(held), mark, last, text(count), text(delta), text(reserved_delta)}
