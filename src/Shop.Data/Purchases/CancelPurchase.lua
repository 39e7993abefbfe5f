#!lua
-- Releases what a pending purchase reserves; refunds what is left of a paid one and brings it back on the shelf.
-- KEYS: as in action.lua
-- ARGV: as in action.lua  8 reason
-- Codes: done, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"
--- @include "action"

local answer, status, now, person = begin({pending = true, paid = true})
if answer then return answer end
if status == 'pending' then
  release(KEYS[3], KEYS[2], ARGV[7], now)
else
  refund(KEYS[2], nil, true, ARGV[7], now)
end
turn(KEYS[2], status, 'cancelled', ARGV[7], ARGV[8], now)
return remember('done', KEYS[2], fields(KEYS[2]), person)
