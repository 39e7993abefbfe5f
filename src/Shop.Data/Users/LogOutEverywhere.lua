#!lua
-- Ends every session of a user and all access tokens.
-- KEYS: 1 op:{record}  2 user:{id}, and its parts user:{id}:sessions, user:{id}:session:{session}
-- ARGV: 1-4 operation
-- Codes: logged_out, not_found, key_reused
--- @include "operation"
--- @include "clock"
--- @include "session"

local answer = seen(function() return {} end)
if answer then return answer end
if redis.call('EXISTS', KEYS[2]) == 0 then return {'not_found', 0, {}} end
redis.call('HINCRBY', KEYS[2], 'sessions', 1)
end_sessions(KEYS[2])
return remember('logged_out', KEYS[2], {})
