#!lua
-- Begins a lineage with each new master, before the first write to it, and notes where the one before has ended: what another master has
-- taken after that is not in this data.
-- KEYS: 1 watermark
-- ARGV: none
-- Answer: the lineage
-- Limits: the last 256 lineages are known; a token of an older one is answered by nobody.

local KEPT = 256

local function forget_oldest()
  local oldest, lowest
  local fields = redis.call('HGETALL', KEYS[1])
  for i = 1, #fields, 2 do
    local ended = tonumber(fields[i + 1])
    if fields[i] ~= 'lineage' and fields[i] ~= 'sequence' and fields[i] ~= 'closed' and (not lowest or ended < lowest) then
      oldest, lowest = fields[i], ended
    end
  end
  redis.call('HDEL', KEYS[1], oldest)
end

local lineage = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x%x)')
local before = redis.call('HMGET', KEYS[1], 'lineage', 'sequence')
if before[1] ~= lineage then
  if before[1] then redis.call('HSET', KEYS[1], before[1], before[2] or '0') end
  redis.call('HSET', KEYS[1], 'lineage', lineage)
  if redis.call('HLEN', KEYS[1]) > KEPT + 3 then forget_oldest() end
end
return lineage
