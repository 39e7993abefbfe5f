#!lua
-- A shipped purchase has arrived.
-- KEYS: as in action.lua
-- ARGV: as in action.lua
-- Codes: done, not_found, precondition_failed, invalid_state, purchase_expired, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"
--- @include "action"

local answer, status, now, person = begin({shipped = true})
if answer then return answer end
turn(KEYS[2], status, 'delivered', ARGV[7], '', now)
return remember('done', KEYS[2], fields(KEYS[2]), person)
