-- wrk's script: sends the requests of a file in turn, each line METHOD, path, bearer token or -, body or -, separated by tabs.
-- Usage: wrk … -s requests.lua URL -- FILE; ends with one line of JSON.
-- What is answered is not looked at here: that would cost a core. wrk counts what is not a success, the bench compares sizes and samples.

local requests, next = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local method, path, token, body = string.match(line, '^(.-)\t(.-)\t(.-)\t(.*)$')
    local headers = {}
    if token ~= '-' then headers['Authorization'] = 'Bearer ' .. token end
    if body ~= '-' then headers['Content-Type'] = 'application/json' end
    table.insert(requests, wrk.format(method, path, headers, body ~= '-' and body or nil))
  end
  next = math.random(#requests)
end

function request()
  next = next % #requests + 1
  return requests[next]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"bytes":%d,"failed":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
