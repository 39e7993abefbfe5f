#!lua
-- Reserves all lines or none, at the catalogue's prices, until the hold is over. With a payment the attempt begins in the same step.
-- KEYS: 1 op:{record}  2 purchase:{id}  3 user:{id}  4 user:{id}:purchases  5 purchases  6 holds:due  7.. product:{id} of each line
--       purchases:pending, product:{id}:purchases of each line
--       stored data names purchase:{id} of expired holds and product:{id} of their lines
-- ARGV: 1-4 operation  5 id  6 user id  7 actor  8 createdAt (ms)  9 hold (s)  10 note (JSON)  11 shippingAddress (JSON)
--       12 expected amount or ''  13 expected currency  14 payment attempt or ''  15.. quantity of each line
-- Codes: placed, payment_begun, paid, declined, failed, in_progress, unknown_user, unknown_product,
--        above_max_per_purchase, mixed_currency, amount_overflow, product_unavailable, price_changed, out_of_stock, key_reused
-- Limits: 50 lines; a line is at most 1000 x 99 999 999 999 and a total below 2^53, so that Lua's numbers are exact.
--- @include "operation"
--- @include "clock"
--- @include "stock"
--- @include "purchase"

local MAX_AMOUNT = 99999999999

local answer = seen(fields)
if answer then return answer end
local now = now_ms()

-- An earlier try of this operation has placed the purchase and asks the provider. Handed on by nginx, the call goes on with that attempt;
-- another call with its key has to wait.
local record = redis.call('HMGET', KEYS[1], 'attempt', 'id', 'subject')
if record[1] then
  local placed = record[3]
  local _, _, running, attempt_until = state(placed)
  if running == record[1] and attempt_until > now then
    if record[2] ~= ARGV[2] then return {'in_progress', 0, {}} end
    begin_attempt(KEYS[6], placed, running, now)
    return {'payment_begun', 0, fields(placed)}
  end
  settle_stale_attempt(placed, now)
  return remember('placed', placed, fields(placed), KEYS[3])
end
if redis.call('EXISTS', KEYS[3]) == 0 then return {'unknown_user', 0, {}} end

local count = #KEYS - 6
local items, total, currency = {}, 0, nil
local unknown, above_max, unavailable, mixed = {}, {}, {}, false
local seen_product = {}
for i = 1, count do
  local key, quantity = KEYS[i + 6], tonumber(ARGV[i + 14])
  -- Each line is checked by itself: a product in two of them would pass twice what it has once.
  if seen_product[key] then return redis.error_reply('ERR a product stands in two lines of one purchase') end
  seen_product[key] = true
  local product = redis.call('HMGET', key, 'sku', 'name', 'amount', 'currency', 'maxPerPurchase', 'status')
  if not product[1] then
    table.insert(unknown, tostring(i - 1))
  else
    if quantity > tonumber(product[5]) then
      table.insert(above_max, tostring(i - 1))
      table.insert(above_max, product[5])
    end
    if product[6] ~= 'active' then table.insert(unavailable, id_of(key)) end
    mixed = mixed or (currency and currency ~= product[4])
    currency = currency or product[4]
    local line_total = tonumber(product[3]) * quantity
    total = total + line_total
    table.insert(items, {
      productId = id_of(key), sku = product[1], name = product[2], quantity = quantity, unitPrice = tonumber(product[3]),
      lineTotal = line_total, refundedQuantity = 0})
  end
end
if #unknown > 0 then return {'unknown_product', 0, unknown} end
if #above_max > 0 then return {'above_max_per_purchase', 0, above_max} end
if mixed then return {'mixed_currency', 0, {}} end
if total > MAX_AMOUNT then return {'amount_overflow', 0, {}} end
if #unavailable > 0 then return {'product_unavailable', 0, unavailable} end
if ARGV[12] ~= '' and (ARGV[12] ~= text(total) or ARGV[13] ~= currency) then return {'price_changed', 0, {text(total), currency}} end

local short = {}
for i, line in ipairs(items) do
  local key = KEYS[i + 6]
  local released = release_expired(KEYS[6], key, now)
  local on_hand, reserved = stock(key)
  -- More than 100 holds ended at once: an expired one never counts against a sale, so go on for as long as it decides.
  while on_hand - reserved < line.quantity and released == 100 do
    released = release_expired(KEYS[6], key, now)
    on_hand, reserved = stock(key)
  end
  if on_hand - reserved < line.quantity then
    table.insert(short, line.productId)
    table.insert(short, text(line.quantity))
    table.insert(short, text(math.max(0, on_hand - reserved)))
  end
end
if #short > 0 then return {'out_of_stock', 0, short} end

local expires_at = now + tonumber(ARGV[9]) * 1000
for i, line in ipairs(items) do
  move(KEYS[i + 6], 'reserve', 0, line.quantity, {'', ARGV[5], ARGV[7], ''}, now)
  hold(KEYS[6], KEYS[i + 6], ARGV[5], line.quantity, expires_at)
end
redis.call('HSET', KEYS[2], 'id', ARGV[5], 'userId', ARGV[6], 'status', 'pending', 'currency', currency, 'total', text(total),
  'refundedTotal', '0', 'expiresAt', text(expires_at), 'items', cjson.encode(items), 'note', ARGV[10], 'shippingAddress', ARGV[11],
  'history', cjson.encode({{from = cjson.null, to = 'pending', at = tonumber(ARGV[8]), actor = ARGV[7], reason = cjson.null}}),
  'payments', '[]', 'createdAt', ARGV[8], 'updatedAt', ARGV[8], 'version', '1')
redis.call('ZADD', KEYS[4], 0, ARGV[5])
redis.call('ZADD', KEYS[5], 0, ARGV[5])
redis.call('ZADD', KEYS[5] .. ':pending', 0, ARGV[5])
for i = 1, count do redis.call('ZADD', KEYS[i + 6] .. ':purchases', 0, ARGV[5]) end
if ARGV[14] == '' then return remember('placed', KEYS[2], fields(KEYS[2]), KEYS[3]) end

begin_attempt(KEYS[6], KEYS[2], ARGV[14], now)
redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'id', ARGV[2], 'subject', KEYS[2], 'attempt', ARGV[14])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'payment_begun', 0, fields(KEYS[2])}
