#!lua
-- Counts requests against budgets, by the generic cell rate algorithm: a budget is one time, that at which all that was spent has come back.
-- KEYS: budget:{limit}:{subject} of each
-- ARGV: for each key: 1 requests to count  2 how long one takes to come back (us)  3 window, which the whole budget takes (us)
--       4 '1' = count them even beyond the budget, because they were let pass already
-- Codes: spent (values: for each key, us until the budget is full again, and '1' if it was counted, else '0')
--- @include "watermark"
--- @include "clock"

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local values = {}
for i, key in ipairs(KEYS) do
  local count, cost, window, is_settled = ARGV[4 * i - 3], ARGV[4 * i - 2], ARGV[4 * i - 1], ARGV[4 * i] == '1'
  local open = math.max(0, tonumber(redis.call('GET', key) or '0') - now)
  local spent = open + count * cost
  local is_counted = is_settled or spent <= tonumber(window)
  if is_counted then redis.call('SET', key, text(now + spent), 'PX', math.ceil(spent / 1000)) end
  table.insert(values, text(is_counted and spent or open))
  table.insert(values, is_counted and '1' or '0')
end
return {'spent', 0, values}
