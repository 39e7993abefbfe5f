-- Include: raises the watermark with what the script changes. A node that shows the sequence has the change (docs/redis.md).
redis.call('HINCRBY', 'watermark', 'sequence', 1)
