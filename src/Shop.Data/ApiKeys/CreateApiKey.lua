#!lua
-- Makes an API key. Only the hash of its secret is stored; the answer's secret is in the operation's record, sealed.
-- KEYS: 1 op:{record}  2 api-key:{id}  3 api-keys
-- ARGV: 1-4 operation  5 id  6 name  7 scopes, separated by spaces  8 hash of the secret  9 expiresAt (ms) or ''  10 createdBy
--       11 createdAt (ms)  12 the secret, sealed by the API
-- Codes: created, not_found, key_reused
--- @include "operation"
--- @include "sealed"

local answer = seen(with_sealed)
-- Made by an earlier try, and revoked since.
if answer and answer[1] == 'created' and #answer[3] <= 1 then return {'not_found', 0, {}} end
if answer then return answer end

redis.call('HSET', KEYS[2], 'id', ARGV[5], 'name', ARGV[6], 'scopes', ARGV[7], 'hash', ARGV[8], 'expiresAt', ARGV[9],
  'createdBy', ARGV[10], 'createdAt', ARGV[11], 'lastUsedAt', '', 'version', '1')
redis.call('ZADD', KEYS[3], 0, ARGV[5])
return remember_sealed('created', KEYS[2], ARGV[12])
