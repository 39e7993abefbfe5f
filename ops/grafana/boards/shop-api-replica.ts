import { board, instances, row } from "./board.js";
import { failed, quantile, rate, requests, share, top } from "./expressions.js";
import { coloured, graph, names, plain, query, stacked, stat, withExemplars } from "./panels.js";
import { bad, doubtful, from, good, neutral } from "./style.js";

const everyone = 'job="shop-api"';
const api = `${everyone}, instance=~"$instance"`;
const byRoute = rate(`${requests}_count`, `${api}, http_route!=""`, "http_route");
const slowness = quantile(0.99, requests, `${api}, http_route!=""`, "http_route");
const failures = rate(`${requests}_count`, `${api}, ${failed}`, "http_route");
const calls = quantile(0.99, "db_client_operation_duration_seconds", api, "db_operation_name");
const exceptions = rate("dotnet_exceptions_total", api, "error_type");
const all = rate(`${requests}_count`, api);

const now = row(
  "Now",
  stat("Up", "Replicas that Prometheus reaches.", "none", `sum(up{${api}})`).thresholds(from(bad, [1, good])),
  names(
    "Version",
    "What runs. Two versions: a rolling restart is under way, or one replica was forgotten.",
    `count by (version) (shop_build_info{${api}})`,
    "{{version}}",
  )
    .thresholds(from(neutral))
    .noValue("unknown"),
  plain(stat("All requests", "Requests that were answered.", "reqps", all).decimals(0)),
  stat(
    "Failed requests",
    "The share that was answered with 5xx.",
    "percentunit",
    share(rate(`${requests}_count`, `${api}, ${failed}`), all),
  )
    .decimals(2)
    .thresholds(from(good, [0.001, doubtful], [0.01, bad])),
  stat("Latency p99", "99 of 100 requests were answered faster.", "s", quantile(0.99, requests, api)).thresholds(
    from(good, [0.25, doubtful], [1, bad]),
  ),
  stat("In flight", "Requests that are being answered this moment.", "none", `sum(http_server_active_requests{${api}})`).thresholds(
    from(good, [200, doubtful], [1000, bad]),
  ),
  stat(
    "Thread pool queue",
    "Work that waits for a thread. More than 100 for a minute: something blocks threads.",
    "none",
    `sum(dotnet_thread_pool_queue_length{${api}})`,
  ).thresholds(from(good, [20, doubtful], [100, bad])),
  stat(
    "Garbage collector",
    "The share of time in which it stops a replica, on the worst one. Above 10 % it hurts.",
    "percentunit",
    `max(${rate("dotnet_gc_pause_time_seconds_total", api, "instance")})`,
  )
    .decimals(1)
    .thresholds(from(good, [0.05, doubtful], [0.1, bad])),
);

const routes = row(
  "Requests",
  graph(
    "Busiest routes",
    "The ten routes that are called most.",
    "reqps",
    query(top(10, "http_route", byRoute, byRoute), "{{http_route}}"),
  ),
  graph(
    "Slowest routes",
    "What 99 of 100 requests stay below, of the ten slowest routes; the dots are single requests with their trace id.",
    "s",
    withExemplars(top(10, "http_route", slowness, slowness), "{{http_route}}"),
  ),
  graph(
    "Failing routes",
    "Answers with 5xx by route; nothing but a line at 0 is well.",
    "reqps",
    query(`${top(10, "http_route", failures, failures)} or 0 * ${all}`, "{{http_route}}"),
  ),
  stacked(
    "Answers by status",
    "All answers by their status. 429: refused by a limit; 503: held in vain.",
    "reqps",
    query(rate(`${requests}_count`, api, "http_response_status_code"), "{{http_response_status_code}}"),
  ),
  graph(
    "Share of each replica",
    "Each replica's share of all requests, chosen above or not. Two that are well have 45 to 55 % each.",
    "percentunit",
    query(`${rate(`${requests}_count`, everyone, "instance")} / scalar(${rate(`${requests}_count`, everyone)} > 0)`, "{{instance}}"),
  )
    .max(1)
    .thresholds(from(good)),
  coloured(
    graph(
      "Refused and failed",
      "Requests that rate limits refused, by policy, and exceptions that nobody expected: those are defects.",
      "reqps",
      query(rate("shop_rate_limit_rejections_total", api, "policy"), "{{policy}}"),
      query(
        `${rate("aspnetcore_diagnostics_exceptions_total", `${api}, aspnetcore_diagnostics_exception_result="unhandled"`)} or 0 * ${all}`,
        "unhandled exceptions",
      ),
    ),
    { "unhandled exceptions": bad },
  ),
);

const connections = row(
  "Connections",
  graph(
    "In flight by replica",
    "Requests that are being answered, by replica. What rises and stays waits for something: look at Redis.",
    "none",
    query(`sum by (instance) (http_server_active_requests{${api}})`, "{{instance}}"),
  ),
  graph(
    "Connections of nginx",
    "Open connections to each replica, and requests that Kestrel queues.",
    "none",
    query(`sum by (instance) (kestrel_active_connections{${api}})`, "{{instance}}"),
    query(`sum(kestrel_queued_connections{${api}})`, "queued"),
  ),
  graph(
    "Calls to Redis",
    "What 99 of 100 calls stay below, of the ten slowest operations.",
    "s",
    query(top(10, "db_operation_name", calls, calls), "{{db_operation_name}}"),
  ),
);

const runtime = row(
  "Runtime",
  graph(
    "CPU",
    "Cores in use, by replica.",
    "none",
    query(rate("dotnet_process_cpu_time_seconds_total", api, "instance"), "{{instance}}"),
  ).span(6),
  graph(
    "Working set",
    "Memory that the system gave each replica.",
    "bytes",
    query(`sum by (instance) (dotnet_process_memory_working_set_bytes{${api}})`, "{{instance}}"),
  ).span(6),
  stacked(
    "Heap by generation",
    "Live and dead objects after the last collection. A gen2 that only grows is a leak.",
    "bytes",
    query(`sum by (gc_heap_generation) (dotnet_gc_last_collection_heap_size_bytes{${api}})`, "{{gc_heap_generation}}"),
  ).span(6),
  graph(
    "Allocated",
    "Bytes per second that each replica asks for.",
    "Bps",
    query(rate("dotnet_gc_heap_total_allocated_bytes_total", api, "instance"), "{{instance}}"),
  ).span(6),
  graph(
    "Garbage collections",
    "Collections by generation. Many of gen2: memory is short.",
    "ops",
    query(rate("dotnet_gc_collections_total", api, "gc_heap_generation"), "{{gc_heap_generation}}"),
  ).span(6),
  graph(
    "Stopped by the GC",
    "The share of time in which the garbage collector stops a replica. Above 10 % it hurts.",
    "percentunit",
    query(rate("dotnet_gc_pause_time_seconds_total", api, "instance"), "{{instance}}"),
  ).span(6),
  graph(
    "Threads",
    "Threads of the pool, and locks that had to be waited for.",
    "none",
    query(`sum by (instance) (dotnet_thread_pool_threads{${api}})`, "{{instance}}"),
    query(rate("dotnet_monitor_lock_contentions_total", api), "lock waits per second"),
  ).span(6),
  graph(
    "Exceptions",
    "Exceptions by type, caught ones too. Around a failover those of the Redis client are its trace.",
    "ops",
    query(top(10, "error_type", exceptions, exceptions), "{{error_type}}"),
  ).span(6),
);

export const shopApiReplica = board(
  "shop-api-replica",
  "API replica",
  "What one replica of the API does, beside the others: its requests, its connections, its runtime.",
  [now, routes, connections, runtime],
  instances("shop-api", "Replica"),
);
