#!lua
-- Pays back units of a paid, shipped or delivered purchase: those that are named, or all that is left. The last unit makes it refunded;
-- a part of it keeps the status and stands in the history all the same, with its actor and reason.
-- KEYS: as in action.lua
-- ARGV: as in action.lua  8 reason  9 '1' = back on the shelf  10.. pairs of product id and quantity, each product once; none = all; then the origin
-- Codes: refunded, unknown_line, refund_exceeds_paid, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"
--- @include "action"

local answer, status, now, person = begin({paid = true, shipped = true, delivered = true})
if answer then return answer end
local left = {}
for _, line in ipairs(lines(KEYS[2])) do left[line.productId] = line.quantity - line.refundedQuantity end

local wanted, unknown, excess
for i = 10, #ARGV - 1, 2 do
  local place, id, quantity = tostring((i - 10) / 2), ARGV[i], tonumber(ARGV[i + 1])
  wanted = wanted or {}
  wanted[id] = quantity
  if not left[id] then
    unknown = unknown or {}
    table.insert(unknown, place)
  elseif quantity > left[id] then
    excess = excess or {}
    table.insert(excess, place)
    table.insert(excess, text(left[id]))
  end
end
if unknown then return {'unknown_line', 0, unknown} end
if excess then return {'refund_exceeds_paid', 0, excess} end

local rest = refund(KEYS[2], wanted, ARGV[9] == '1', ARGV[7], now)
turn(KEYS[2], status, rest == 0 and 'refunded' or status, ARGV[7], ARGV[8], now)
return remember('refunded', KEYS[2], fields(KEYS[2]), person)
