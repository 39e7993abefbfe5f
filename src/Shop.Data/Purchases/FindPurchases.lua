#!lua flags=no-writes
-- One page of the purchases by time of creation, or a stretch of their count.
-- KEYS: 1 purchases, or user:{id}:purchases for those of one user;  purchases:{status}, product:{id}:purchases, purchase:{id}
-- ARGV: 1-3 page (page.lua)  4 user id or ''  5 status or ''  6 product id or ''
--       7 bound of the earliest id, or '-'  8 bound of the latest, or '+'
-- Limits: those of page.lua.
--- @include "clock"
--- @include "page"

local user, status, product = ARGV[4], ARGV[5], ARGV[6]
local now = now_ms()

local function key_of(id)
  return 'purchase:{' .. id .. '}'
end

-- Past its hold a pending purchase is shown as expired, released or not: the same rule as state() in purchase.lua.
local function shown_status(values)
  if values[2] ~= 'pending' then return values[2] end
  return math.max(tonumber(values[3]), tonumber(values[4] or '0')) <= now and 'expired' or 'pending'
end

local function passes(id)
  if status == '' and product == '' then return true end
  local values = redis.call('HMGET', key_of(id), 'userId', 'status', 'expiresAt', 'attemptUntil')
  if user ~= '' and values[1] ~= user then return false end
  if status ~= '' and shown_status(values) ~= status then return false end
  return product == '' or redis.call('ZSCORE', 'product:{' .. product .. '}:purchases', id) ~= false
end

local function source(index)
  return {kind = plain, indexes = {index}, low = ARGV[7], high = ARGV[8], prefix = '', ordered = true}
end

local function sources()
  local all = {source(KEYS[1])}
  -- Those that expired and were not released yet still stand among the pending ones.
  if status ~= '' and status ~= 'expired' then table.insert(all, source('purchases:' .. status)) end
  if product ~= '' then table.insert(all, source('product:{' .. product .. '}:purchases')) end
  all[1].index_only = status == '' and product == ''
  return all
end

return page(sources(), passes, function(id) return id end, hash_of(key_of))
