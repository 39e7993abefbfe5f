#!lua
-- A paid purchase is on its way.
-- KEYS: as in action.lua
-- ARGV: as in action.lua  8 tracking (JSON)
-- Codes: done, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"
--- @include "action"

local answer, status, now, person = begin({paid = true})
if answer then return answer end
redis.call('HSET', KEYS[2], 'tracking', ARGV[8])
turn(KEYS[2], status, 'shipped', ARGV[7], '', now)
return remember('done', KEYS[2], fields(KEYS[2]), person)
