#!lua
-- Ends the session of a refresh token, used or not, and with it the session's access tokens. An unknown token changes nothing.
-- KEYS: 1 op:{record}  2 user:{id}, and its parts user:{id}:sessions, user:{id}:session:{session}
-- ARGV: 1-4 operation  5 session  6 hash of the token  7 '1' = the API made the token
-- Codes: logged_out, key_reused
--- @include "operation"
--- @include "clock"
--- @include "session"

local answer = seen(function() return {} end)
if answer then return answer end
local is_its = ARGV[7] == '1' or redis.call('HGET', session_of(KEYS[2], ARGV[5]), 'token') == ARGV[6]
if is_its and redis.call('EXISTS', KEYS[2]) == 1 then end_session(KEYS[2], ARGV[5], 'logged_out') end
return remember('logged_out', KEYS[2], {})
