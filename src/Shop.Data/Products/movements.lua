-- Include: how a movement of the stock is kept. Needs clock.lua.
-- `product` is the key product:{id}. product:{id}:movements is a list to which one is added at the end and never changed, so that a
-- movement's place in it, counted from 1, is its sequence. An entry is MessagePack of
-- {kind, delta, reservedDelta, onHandAfter, reservedAfter, reason, purchaseId, actor, note, at}; a text that is not there is '', an id stands in
-- 16 bytes.
--- @include "packed"

-- A UUIDv7 out of the time and the movement's own place: unique, and the same however often it is made.
local function movement_id(product, sequence, at)
  local time = string.format('%012x', at)
  local hash = redis.sha1hex(product .. ':' .. sequence)
  return string.sub(time, 1, 8) .. '-' .. string.sub(time, 9, 12) .. '-7' .. string.sub(hash, 1, 3)
    .. '-8' .. string.sub(hash, 4, 6) .. '-' .. string.sub(hash, 7, 18)
end

local function is_id(text)
  return #text == 36 and string.find(text, '^%x+%-%x+%-%x+%-%x+%-%x+$') ~= nil
end

local function packed_movement(entry)
  local values = {unpack(entry)}
  for i = 7, 8 do
    if is_id(values[i]) then values[i] = packed_id(values[i]) end
  end
  return cmsgpack.pack(values)
end

local function unpacked_movement(text)
  local values = cmsgpack.unpack(text)
  for i = 7, 8 do
    if #values[i] == 16 then values[i] = unpacked_id(values[i]) end
  end
  return values
end

local function movement_fields(product, sequence, entry)
  local kind, delta, reserved_delta, on_hand, reserved, reason, purchase, actor, note, at = unpack(entry)
  return {
    'id', movement_id(product, sequence, at), 'sequence', text(sequence), 'productId', string.match(product, '{(.-)}'), 'kind', kind,
    'delta', text(delta), 'reservedDelta', text(reserved_delta), 'onHandAfter', text(on_hand), 'reservedAfter', text(reserved),
    'reason', reason, 'purchaseId', purchase, 'actor', actor, 'note', note, 'at', text(at)}
end

-- The movements from one sequence to another, both of them included, oldest first.
local function movements(product, from, to)
  local found = {}
  if to < from then return found end
  for i, text in ipairs(redis.call('LRANGE', product .. ':movements', from - 1, to - 1)) do
    found[i] = unpacked_movement(text)
  end
  return found
end
