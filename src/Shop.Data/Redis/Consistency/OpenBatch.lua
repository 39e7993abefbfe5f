#!lua
-- The first of a batch: lets it through when as many replicas are attached as must confirm it, those named among them. A replica that is promoted
-- leaves its master at once, long before anybody knows: what the old master took after that would be read from its other replicas, and never
-- acknowledged.
-- KEYS: 1 watermark
-- ARGV: 1 how many replicas must confirm  2… who must be among them, as host:port
-- Answer: how many are attached

local info = redis.call('INFO', 'replication')
local _, attached = string.gsub(info, 'state=online', '')
local was_closed = redis.call('HEXISTS', KEYS[1], 'closed') == 1
local is_closed = attached < tonumber(ARGV[1])
for i = 2, #ARGV do
  local host, port = string.match(ARGV[i], '^(.*):(%d+)$')
  is_closed = is_closed or not string.find(info, 'ip=' .. host .. ',port=' .. port .. ',state=online', 1, true)
end
if is_closed and not was_closed then redis.call('HSET', KEYS[1], 'closed', '1') end
if was_closed and not is_closed then redis.call('HDEL', KEYS[1], 'closed') end
return attached
