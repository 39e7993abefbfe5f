#!lua
-- Gives back what expired holds reserve, for the products whose holds ended first.
-- KEYS: 1 holds:due  2 purchases:expired  3 purchases:expired:counted
--       stored data names product:{id} with its holds, purchase:{id} of expired holds
-- ARGV: none
-- Codes: swept (values: how many holds; how many purchases have expired since anybody swept last, whichever script found it)
-- Limits: 20 products, 100 holds each; the next second sweeps on.
--- @include "watermark"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local now, count = now_ms(), 0
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', text(now), 'LIMIT', 0, 20)) do
  count = count + release_expired(KEYS[1], 'product:{' .. id .. '}', now)
end

-- Each expiry is told to one caller, once. A shop that never counted begins with what there is.
local expired = redis.call('ZCARD', KEYS[2])
local counted = tonumber(redis.call('GET', KEYS[3]) or expired)
if counted ~= expired or redis.call('EXISTS', KEYS[3]) == 0 then redis.call('SET', KEYS[3], text(expired)) end
return {'swept', 0, {text(count), text(math.max(0, expired - counted))}}
