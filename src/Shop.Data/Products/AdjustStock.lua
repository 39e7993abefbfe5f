#!lua
-- Adds to or takes from what is on hand; what is reserved stays reserved.
-- KEYS: 1 op:{record}  2 product:{id}  3 holds:due;  stored data names purchase:{id} of expired holds
-- ARGV: 1-4 operation  5 If-Match  6 delta  7 reason  8 note  9 actor
-- Codes: adjusted, not_found, precondition_failed, stock_limit, insufficient_stock, key_reused
-- Limits: onHand never passes 1 000 000 000.
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local answer = seen(function(sequence)
  return movement_fields(KEYS[2], sequence, movements(KEYS[2], tonumber(sequence), tonumber(sequence))[1])
end)
if answer then return answer end
local product = redis.call('HMGET', KEYS[2], 'version', 'stockVersion')
if not product[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], product[1], product[1] .. '.' .. product[2]) then return {'precondition_failed', 0, {product[1]}} end

local now, delta = now_ms(), tonumber(ARGV[6])
while release_expired(KEYS[3], KEYS[2], now) == 100 do end
local on_hand, reserved = stock(KEYS[2])
if on_hand + delta > 1000000000 then return {'stock_limit', 0, {}} end
if on_hand - reserved + delta < 0 then
  return {'insufficient_stock', 0, {text(on_hand), text(reserved)}}
end
local sequence, movement = move(KEYS[2], 'adjustment', delta, 0, {ARGV[7], '', ARGV[9], ARGV[8]}, now)
return remember('adjusted', text(sequence), movement_fields(KEYS[2], sequence, movement))
