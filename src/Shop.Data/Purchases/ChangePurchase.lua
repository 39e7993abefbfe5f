#!lua
-- Changes where a purchase goes and its note, while it is not on its way. Nothing new means the same version.
-- KEYS: as in action.lua
-- ARGV: as in action.lua  8 shippingAddress (JSON)  9 note (JSON)
-- Codes: done, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"
--- @include "action"

local answer, _, now, person = begin({pending = true, paid = true})
if answer then return answer end
local present = redis.call('HMGET', KEYS[2], 'shippingAddress', 'note')
if present[1] ~= ARGV[8] or present[2] ~= ARGV[9] then
  redis.call('HSET', KEYS[2], 'shippingAddress', ARGV[8], 'note', ARGV[9])
  touch(KEYS[2], now)
end
return remember('done', KEYS[2], fields(KEYS[2]), person)
