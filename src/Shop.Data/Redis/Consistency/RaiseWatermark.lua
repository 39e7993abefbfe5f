#!lua
-- The last write of a batch: WAIT after it waits for all of the batch, and its answer is what the batch's clients have seen.
-- KEYS: 1 watermark
-- ARGV: none
-- Answer: lineage, sequence
--- @include "watermark"

return redis.call('HMGET', KEYS[1], 'lineage', 'sequence')
