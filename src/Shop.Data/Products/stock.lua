-- Include: the stock of one product. Needs clock.lua.
--- @include "catalogue"
--- @include "movements"
-- `product` is the key product:{id}; its parts are product:{id}:holds and product:{id}:movements, in the same slot.
-- Keys that only stored data names: purchase:{id} of an expired hold.

-- The one place where onHand and reserved change: two commands, since each is sent to the replicas and into three logs. Returns the movement's
-- sequence and the movement.
-- `cause` = {reason, purchase, actor, note}, each '' where there is none.
local function move(product, kind, delta, reserved_delta, cause, at)
  local before = redis.call('HMGET', product, 'onHand', 'reserved', 'sequence', 'stockVersion')
  local on_hand, reserved, sequence = before[1] + delta, before[2] + reserved_delta, before[3] + 1
  redis.call('HSET', product, 'onHand', text(on_hand), 'reserved', text(reserved), 'sequence', text(sequence),
    'stockVersion', text(before[4] + 1), 'stockUpdatedAt', text(at))
  note_available(product, before[1] - before[2], on_hand - reserved)
  local movement = {kind, delta, reserved_delta, on_hand, reserved, cause[1], cause[2], cause[3], cause[4], at}
  redis.call('RPUSH', product .. ':movements', packed_movement(movement))
  return sequence, movement
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
