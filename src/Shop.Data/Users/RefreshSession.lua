#!lua
-- Trades a session's refresh token for the next one. A token that was traded before ends the session: it has been copied.
-- KEYS: 1 op:{record}  2 user:{id}, and its parts user:{id}:sessions, user:{id}:session:{session}
-- ARGV: 1-4 operation  5 session  6 hash of the token  7 '1' = the API made the token  8 hash of the next token  9 sealed pair
-- Codes: refreshed, reused, unknown, key_reused
--- @include "operation"
--- @include "sealed"
--- @include "clock"
--- @include "session"

local answer = seen_sealed(KEYS[2])
if answer then return answer end
local session = redis.call('HMGET', session_of(KEYS[2], ARGV[5]), 'token', 'ended')
if session[1] == ARGV[6] then
  keep_session(KEYS[2], ARGV[5], ARGV[8], now_ms())
  return remember_sealed('refreshed', KEYS[2], ARGV[9])
end
if ARGV[7] == '1' and (session[1] or session[2] == 'reused') then
  end_session(KEYS[2], ARGV[5], 'reused')
  audit(KEYS[2], version_before, 'reused')
  return {'reused', 0, {}}
end
return {'unknown', 0, {}}
