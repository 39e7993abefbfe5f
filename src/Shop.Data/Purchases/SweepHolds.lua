#!lua
-- Gives back what expired holds reserve, for the products whose holds ended first.
-- KEYS: 1 holds:due;  stored data names product:{id} with its holds, purchase:{id} of expired holds
-- ARGV: none
-- Codes: swept (values: how many holds)
-- Limits: 20 products, 100 holds each; the next second sweeps on.
--- @include "watermark"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local now, count = now_ms(), 0
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', text(now), 'LIMIT', 0, 20)) do
  count = count + release_expired(KEYS[1], 'product:{' .. id .. '}', now)
end
return {'swept', 0, {text(count)}}
