-- Include: how every action on a purchase begins. Needs operation.lua, clock.lua, stock.lua and purchase.lua.
-- KEYS: 1 op:{record}  2 purchase:{id}  3 holds:due
--       stored data names product:{id} of its lines, purchase:{id} of expired holds, user:{id} of the purchase
-- ARGV: 1-4 operation  5 If-Match  6 owner, or '' for an admin  7 actor

-- Was it done before, whose is it, is it the version that is meant, does its state allow it: an answer that ends the script, or nil.
-- Then follow the status, the time and the user:{id} whose data the answer holds.
local function begin(states)
  local answer = seen(fields)
  if answer then return answer end
  local owner = redis.call('HGET', KEYS[2], 'userId')
  if not owner or (ARGV[6] ~= '' and owner ~= ARGV[6]) then return {'not_found', 0, {}} end
  local version = redis.call('HGET', KEYS[2], 'version')
  if not matches(ARGV[5], version) then return {'precondition_failed', 0, {version}} end
  local now = now_ms()
  settle_stale_attempt(KEYS[2], now)
  local status, held_until = state(KEYS[2])
  if status == 'pending' and held_until <= now then
    release_expired_lines(KEYS[3], KEYS[2], now)
    status = 'expired'
  end
  if status == 'expired' then return {'purchase_expired', 0, fields(KEYS[2])} end
  if not states[status] then return {'invalid_state', 0, fields(KEYS[2])} end
  return nil, status, now, 'user:{' .. owner .. '}'
end
