#!lua
-- Sets what is on hand after a count; what is reserved stays reserved. The number that is there already moves nothing.
-- KEYS: 1 op:{record}  2 product:{id}  3 holds:due;  stored data names purchase:{id} of expired holds
-- ARGV: 1-4 operation  5 If-Match  6 onHand, 0..1 000 000  7 reason  8 actor
-- Codes: counted, not_found, precondition_failed, stock_below_reserved, key_reused
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local answer = seen(fields)
if answer then return answer end
local product = redis.call('HMGET', KEYS[2], 'version', 'stockVersion')
if not product[1] then return {'not_found', 0, {}} end
if not matches(ARGV[5], product[1], product[1] .. '.' .. product[2]) then return {'precondition_failed', 0, {product[1]}} end

local now, wanted = now_ms(), tonumber(ARGV[6])
while release_expired(KEYS[3], KEYS[2], now) == 100 do end
local on_hand, reserved = stock(KEYS[2])
if wanted < reserved then return {'stock_below_reserved', 0, {text(on_hand), text(reserved)}} end
if wanted ~= on_hand then move(KEYS[2], 'set', wanted - on_hand, 0, {ARGV[7], '', ARGV[8], ''}, now) end
return remember('counted', KEYS[2], fields(KEYS[2]))
