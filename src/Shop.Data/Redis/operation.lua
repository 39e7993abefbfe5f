-- Include: the operation record, which makes a change happen once.
-- Every changing script has KEYS[1] = op:{record}, ARGV[1] = fingerprint (two while the secret is rotated, one under each),
-- ARGV[2] = operation id, ARGV[3] = retention in ms, ARGV[4] = '1' when the client chose the key: only then the whole answer is kept.
-- The last ARGV is the change's origin (audit.lua). KEYS[2] is the object that it is about.
-- An answer is {code, replayed, values}: `values` is a flat list, most often the fields of the aggregate after the change.

--- @include "watermark"
--- @include "audit"

local version_before = version_of(KEYS[2])

local function is_same_request(fingerprints)
  for one in string.gmatch(ARGV[1], '%S+') do
    if string.find(fingerprints, one, 1, true) then return true end
  end
  return false
end

-- What this operation answered before, or nil when it is new. `reread` finds the values of a record that holds none.
local function seen(reread)
  local record = redis.call('HMGET', KEYS[1], 'fingerprint', 'id', 'code', 'subject', 'values')
  if not record[1] then return nil end
  if not is_same_request(record[1]) then return {'key_reused', 0, {}} end
  if not record[3] then return nil end
  local replayed = record[2] == ARGV[2] and 0 or 1
  return {record[3], replayed, record[5] and cmsgpack.unpack(record[5]) or reread(record[4])}
end

-- Writes the record of a change that happened and returns its answer. `person` is the user:{id} whose data the answer holds, or nil:
-- erasing the user removes these records too.
local function remember(code, subject, values, person)
  redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'id', ARGV[2], 'code', code, 'subject', subject)
  redis.call('HDEL', KEYS[1], 'attempt')
  local is_other = subject ~= KEYS[2] and string.find(subject, '{', 1, true)
  audit(is_other and subject or KEYS[2], not is_other and version_before or nil, code)
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  if ARGV[4] == '1' then
    redis.call('HSET', KEYS[1], 'values', cmsgpack.pack(values))
    if person then
      local now = redis.call('TIME')
      redis.call('ZREMRANGEBYSCORE', person .. ':operations', '-inf', now[1])
      redis.call('ZADD', person .. ':operations', now[1] + ARGV[3] / 1000, KEYS[1])
      redis.call('PEXPIRE', person .. ':operations', ARGV[3])
    end
  end
  return {code, 0, values}
end

local function fields(key)
  return redis.call('HGETALL', key)
end

-- If-Match: '' = none, '*' = any, else opaque tags separated by spaces. `extended` is a product's "<version>.<stockVersion>".
local function matches(if_match, version, extended)
  if if_match == '' or if_match == '*' then return true end
  for tag in string.gmatch(if_match, '%S+') do
    if tag == version or tag == extended then return true end
  end
  return false
end
