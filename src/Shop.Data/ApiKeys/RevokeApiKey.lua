#!lua
-- Ends an API key: it is gone, and whoever sends it is nobody.
-- KEYS: 1 op:{record}  2 api-key:{id}  3 api-keys
-- ARGV: 1-4 operation  5 If-Match  6 id
-- Codes: revoked, not_found, precondition_failed, key_reused
--- @include "operation"

local answer = seen(function() return {} end)
if answer then return answer end
local version = redis.call('HGET', KEYS[2], 'version')
if not version then return {'not_found', 0, {}} end
if not matches(ARGV[5], version) then return {'precondition_failed', 0, {version}} end

redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[6])
return remember('revoked', KEYS[2], {})
