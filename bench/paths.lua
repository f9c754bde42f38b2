-- For wrk: asks the paths of a file in turn, and prints what bench/driving.py reads.
-- Arguments: the file, then headers as "Name: value".
local requests, turn = {}, 0

function init(args)
  for i = 2, #args do
    local name, value = args[i]:match("^([^:]+):%s*(.*)$")
    wrk.headers[name] = value
  end
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    "BENCH requests=%d seconds=%.6f bytes=%d p50=%.1f p99=%.1f refused=%d broken=%d\n",
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50), latency:percentile(99), failed.status,
    failed.connect + failed.read + failed.write + failed.timeout))
end
