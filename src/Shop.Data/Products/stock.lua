-- Include: the stock of one product. Needs clock.lua.
--- @include "catalogue"
-- `product` is the key product:{id}; its parts are product:{id}:holds and product:{id}:movements, in the same slot.
-- Keys that only stored data names: purchase:{id} of an expired hold.

-- A UUIDv7 out of the time and the movement's own place in the stream: unique, and the same however often it is made.
local function movement_id(product, sequence, at)
  local time = string.format('%012x', at)
  local hash = redis.sha1hex(product .. ':' .. sequence)
  return string.sub(time, 1, 8) .. '-' .. string.sub(time, 9, 12) .. '-7' .. string.sub(hash, 1, 3)
    .. '-8' .. string.sub(hash, 4, 6) .. '-' .. string.sub(hash, 7, 18)
end

-- The one place where onHand and reserved change. Returns the movement's fields.
-- `cause` = {reason, purchase, actor, note}, each '' where there is none.
local function move(product, kind, delta, reserved_delta, cause, at)
  local on_hand = redis.call('HINCRBY', product, 'onHand', delta)
  local reserved = redis.call('HINCRBY', product, 'reserved', reserved_delta)
  note_available(product, on_hand - delta - reserved + reserved_delta, on_hand - reserved)
  local sequence = redis.call('HINCRBY', product, 'sequence', 1)
  redis.call('HINCRBY', product, 'stockVersion', 1)
  redis.call('HSET', product, 'stockUpdatedAt', text(at))
  local movement = {
    'id', movement_id(product, sequence, at), 'sequence', text(sequence), 'productId', id_of(product), 'kind', kind,
    'delta', text(delta), 'reservedDelta', text(reserved_delta), 'onHandAfter', text(on_hand), 'reservedAfter', text(reserved),
    'reason', cause[1], 'purchaseId', cause[2], 'actor', cause[3], 'note', cause[4], 'at', text(at)}
  redis.call('XADD', product .. ':movements', text(sequence) .. '-0', unpack(movement))
  return movement
end

-- Keeps the index of the sweep true: the earliest expiry among the product's holds.
local function schedule(due, product)
  local first = redis.call('ZRANGE', product .. ':holds', 0, 0, 'WITHSCORES')
  if first[2] then redis.call('ZADD', due, first[2], id_of(product)) else redis.call('ZREM', due, id_of(product)) end
end

local function hold(due, product, purchase, quantity, until_ms)
  redis.call('ZADD', product .. ':holds', text(until_ms), purchase .. ':' .. quantity)
  schedule(due, product)
end

local function unhold(due, product, purchase, quantity)
  redis.call('ZREM', product .. ':holds', purchase .. ':' .. quantity)
  schedule(due, product)
end

local function stock(product)
  local values = redis.call('HMGET', product, 'onHand', 'reserved')
  return tonumber(values[1]), tonumber(values[2])
end
