-- Include: the life of one purchase. Needs clock.lua and stock.lua.
-- `purchase` is the key purchase:{id}. Keys that only stored data names: product:{id} of its lines, purchases:{status}.

-- An attempt to pay counts as failed when the provider's answer has not come after this long; so long a begun payment keeps the hold.
local ATTEMPT_MS = 15000

local function append(key, field, entry)
  local list = redis.call('HGET', key, field) or '[]'
  redis.call('HSET', key, field, string.sub(list, 1, -2) .. (list == '[]' and '' or ',') .. cjson.encode(entry) .. ']')
end

local function touch(purchase, at)
  redis.call('HINCRBY', purchase, 'version', 1)
  redis.call('HSET', purchase, 'updatedAt', text(at))
end

-- The one place where a purchase's status changes, and with it the index purchases:{status}.
local function turn(purchase, from, to, actor, reason, at)
  append(purchase, 'history', {from = from, to = to, at = at, actor = actor, reason = reason ~= '' and reason or cjson.null})
  redis.call('HSET', purchase, 'status', to)
  redis.call('ZREM', 'purchases:' .. from, id_of(purchase))
  redis.call('ZADD', 'purchases:' .. to, 0, id_of(purchase))
  touch(purchase, at)
end

local function record_payment(purchase, attempt, status, decline_code, at)
  local total = redis.call('HGET', purchase, 'total')
  append(purchase, 'payments', {
    id = attempt, status = status, amount = tonumber(total), declineCode = decline_code ~= '' and decline_code or cjson.null, at = at})
end

-- What is recorded last of an attempt: succeeded, declined, error, refunded, or nil.
local function payment_status(purchase, attempt)
  local status
  for _, payment in ipairs(cjson.decode(redis.call('HGET', purchase, 'payments'))) do
    if payment.id == attempt then status = payment.status end
  end
  return status
end

-- status, the time up to which a pending purchase holds its stock, and the attempt that is running, if any.
local function state(purchase)
  local values = redis.call('HMGET', purchase, 'status', 'expiresAt', 'attempt', 'attemptUntil')
  local expires, attempt_until = tonumber(values[2]), tonumber(values[4] or '0')
  return values[1], math.max(expires, attempt_until), values[3] or nil, attempt_until
end

-- An attempt whose answer never came is an error from now on.
local function settle_stale_attempt(purchase, now)
  local _, _, attempt, attempt_until = state(purchase)
  if attempt and attempt_until <= now then
    record_payment(purchase, attempt, 'error', '', now)
    redis.call('HDEL', purchase, 'attempt', 'attemptUntil')
    touch(purchase, now)
  end
end

local function lines(purchase)
  return cjson.decode(redis.call('HGET', purchase, 'items'))
end

local function product_of(line)
  return 'product:{' .. line.productId .. '}'
end

local function expire(purchase, now)
  if redis.call('HGET', purchase, 'status') ~= 'pending' then return end
  settle_stale_attempt(purchase, now)
  turn(purchase, 'pending', 'expired', 'system', 'the hold is over', now)
end

-- The provider is asked under the attempt's name for 15 s from now on: so long the stock is held.
local function begin_attempt(due, purchase, attempt, now)
  local _, held_until = state(purchase)
  local attempt_until = now + ATTEMPT_MS
  redis.call('HSET', purchase, 'attempt', attempt, 'attemptUntil', text(attempt_until))
  if attempt_until <= held_until then return end
  for _, line in ipairs(lines(purchase)) do hold(due, product_of(line), id_of(purchase), line.quantity, attempt_until) end
end

-- The running attempt is over: a hold that it kept alive ends when the purchase expires again.
local function end_attempt(due, purchase)
  local _, held_until = state(purchase)
  redis.call('HDEL', purchase, 'attempt', 'attemptUntil')
  local status, expires_at = state(purchase)
  if status ~= 'pending' or held_until == expires_at then return end
  for _, line in ipairs(lines(purchase)) do hold(due, product_of(line), id_of(purchase), line.quantity, expires_at) end
end

-- Gives back what expired holds of a product reserve, at most 100 of them. Returns how many.
local function release_expired(due, product, now)
  local over = redis.call('ZRANGEBYSCORE', product .. ':holds', '-inf', text(now), 'LIMIT', 0, 100)
  for _, held in ipairs(over) do
    local id, quantity = string.match(held, '^(.-):(%d+)$')
    redis.call('ZREM', product .. ':holds', held)
    move(product, 'expire', 0, -tonumber(quantity), {'', id, 'system', ''}, now)
    expire('purchase:{' .. id .. '}', now)
  end
  if #over > 0 then schedule(due, product) end
  return #over
end

local function release_expired_lines(due, purchase, now)
  for _, line in ipairs(lines(purchase)) do release_expired(due, product_of(line), now) end
end

-- Turns what a pending purchase reserves back into free stock.
local function release(due, purchase, actor, now)
  for _, line in ipairs(lines(purchase)) do
    local id, product = id_of(purchase), product_of(line)
    unhold(due, product, id, line.quantity)
    move(product, 'release', 0, -line.quantity, {'', id, actor, ''}, now)
  end
end

-- Turns what a pending purchase reserves into a sale.
local function sell(due, purchase, actor, now)
  for _, line in ipairs(lines(purchase)) do
    local id, product = id_of(purchase), product_of(line)
    unhold(due, product, id, line.quantity)
    move(product, 'sale', -line.quantity, -line.quantity, {'', id, actor, ''}, now)
    count_sold(product, line.quantity)
  end
end

-- Pays back units that a purchase sold: `quantities` by product, or nil for all that is left. Returns how many are left then.
local function refund(purchase, quantities, to_shelf, actor, now)
  local all, amount, left = lines(purchase), 0, 0
  for _, line in ipairs(all) do
    local product, open = product_of(line), line.quantity - line.refundedQuantity
    local quantity = quantities and (quantities[line.productId] or 0) or open
    if quantity > 0 then
      if to_shelf then move(product, 'restock', quantity, 0, {'', id_of(purchase), actor, ''}, now) end
      count_sold(product, -quantity)
      line.refundedQuantity = line.refundedQuantity + quantity
      amount = amount + quantity * line.unitPrice
    end
    left = left + open - quantity
  end
  local refunded = tonumber(redis.call('HGET', purchase, 'refundedTotal')) + amount
  redis.call('HSET', purchase, 'items', cjson.encode(all), 'refundedTotal', text(refunded), 'lastRefund', text(amount))
  return left
end
