-- Include: the one clock of holds and payments, Redis' own.
local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Milliseconds as an integer literal: Lua would write 1.7e+12.
local function text(number)
  return string.format('%.0f', number)
end
