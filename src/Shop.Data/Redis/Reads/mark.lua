-- Include: the mark of a hash, which tells its states apart within one lineage: each change raises the version, the stockVersion or the sessions,
-- and a refund that moves no stock lowers the soldCount. In another lineage the same mark may stand for something else.
local function mark_of(key)
  local values = redis.call('HMGET', key, 'version', 'stockVersion', 'soldCount', 'sessions')
  return (values[1] or '') .. '.' .. (values[2] or '') .. '.' .. (values[3] or '') .. '.' .. (values[4] or '')
end
