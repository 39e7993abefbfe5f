-- Include: a user's sessions, one for each log-in. Needs operation.lua and clock.lua.
-- `user` is the key user:{id}; user:{id}:session:{session} holds the hash of the one refresh token that counts, user:{id}:sessions indexes
-- the open ones by their last use (ms). An ended session leaves why it ended, for longer than any access token of it lives.

-- So long a refresh token can be used; each use makes a new one.
local SESSION_MS = 2592000000
local ENDED_MS = 86400000
-- Nobody needs more at a time: the one unused for longest gives way.
local MAX_SESSIONS = 100

local function session_of(user, session)
  return user .. ':session:' .. session
end

-- Makes `token` (a hash) the session's only one and counts its time from now.
local function keep_session(user, session, token, now)
  local index = user .. ':sessions'
  redis.call('HSET', session_of(user, session), 'token', token)
  redis.call('PEXPIRE', session_of(user, session), text(SESSION_MS))
  redis.call('ZREMRANGEBYSCORE', index, '-inf', text(now - SESSION_MS))
  redis.call('ZADD', index, text(now), session)
  redis.call('PEXPIRE', index, text(SESSION_MS))
  for _, oldest in ipairs(redis.call('ZRANGE', index, 0, -1 - MAX_SESSIONS)) do
    redis.call('DEL', session_of(user, oldest))
    redis.call('ZREM', index, oldest)
  end
end

-- `why` is reused or logged_out.
local function end_session(user, session, why)
  local key = session_of(user, session)
  redis.call('DEL', key)
  redis.call('HSET', key, 'ended', why)
  redis.call('PEXPIRE', key, text(ENDED_MS))
  redis.call('ZREM', user .. ':sessions', session)
end

-- Ends all sessions. Access tokens end with the user's `sessions` number, which the caller raises unless the user goes.
local function end_sessions(user)
  for _, session in ipairs(redis.call('ZRANGE', user .. ':sessions', 0, -1)) do redis.call('DEL', session_of(user, session)) end
  redis.call('DEL', user .. ':sessions')
end
