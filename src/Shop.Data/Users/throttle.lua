-- Include: wrong passwords for one e-mail from one address. Needs clock.lua.
-- `failures` is the key wrong-passwords:{…}: one member for each failure, score = when (ms). It never holds more than the limit.
local MAX_FAILURES = 5
local FAILURE_MS = 900000

-- One failure, sent again by nginx or the commit path, counts once. The fingerprint is in it, so that another guess never hides behind
-- an operation id.
local function try_of_this_call()
  return ARGV[2] .. ARGV[1]
end

-- The seconds until the next try is allowed, or nil when one is allowed now.
local function seconds_to_wait(failures, now)
  redis.call('ZREMRANGEBYSCORE', failures, '-inf', text(now - FAILURE_MS))
  local times = redis.call('ZRANGE', failures, 0, -1, 'WITHSCORES')
  if #times < 2 * MAX_FAILURES or redis.call('ZSCORE', failures, try_of_this_call()) then return nil end
  return text(math.ceil((tonumber(times[2]) + FAILURE_MS - now) / 1000))
end

local function count_failure(failures, now)
  redis.call('ZADD', failures, 'NX', text(now), try_of_this_call())
  redis.call('PEXPIRE', failures, text(FAILURE_MS))
end
