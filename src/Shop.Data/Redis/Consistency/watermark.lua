-- Include: raises the watermark with what the script changes. A node that shows the sequence has the change (docs/redis.md).
-- While too few replicas are attached nothing is changed: nobody could acknowledge it, and who reads it would see what may never have been.
if redis.call('HEXISTS', 'watermark', 'closed') == 1 then
  return redis.error_reply('NOREPLICAS Fewer replicas are attached than must confirm a write.')
end
redis.call('HINCRBY', 'watermark', 'sequence', 1)
