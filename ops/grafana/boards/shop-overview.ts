import { board, row } from "./board.js";
import { failed, quantile, rate, requests, share } from "./expressions.js";
import { graph, heatmap, plain, query, stat, timeline, withExemplars } from "./panels.js";
import { masterName, nodes, oldestWrite } from "./redis-panels.js";
import { bad, doubtful, from, good, words } from "./style.js";

const api = 'job="shop-api"';
// What share of the requests may fail, and may take longer than 0.25 s.
const budget = 0.001;
const slowBudget = 0.01;
const all = rate(`${requests}_count`, api);

const now = row(
  "Is the shop selling?",
  stat(
    "Alerts firing",
    "How many alerts fire, the ever-firing Watchdog aside. Below: which, and since when.",
    "none",
    'count(ALERTS{alertstate="firing", alertname!="Watchdog"}) or vector(0)',
  ).thresholds(from(good, [1, bad])),
  stat(
    "API replicas up",
    "Replicas that Prometheus reaches. One carries the shop alone; with none nginx answers 502.",
    "none",
    'sum(up{job="shop-api"})',
  ).thresholds(from(bad, [1, doubtful], [2, good])),
  masterName(),
  oldestWrite(),
  stat(
    "Failed requests",
    "The share of requests that the API answered with 5xx.",
    "percentunit",
    share(rate(`${requests}_count`, `${api}, ${failed}`), all),
  )
    .decimals(2)
    .thresholds(from(good, [0.001, doubtful], [0.01, bad])),
  stat(
    "Latency p99",
    "99 of 100 requests were answered faster. During a failover it shows the writes that waited.",
    "s",
    quantile(0.99, requests, api),
  ).thresholds(from(good, [0.25, doubtful], [1, bad])),
  plain(
    stat(
      "Purchases per minute",
      "Purchases that were accepted.",
      "none",
      `60 * ${rate("shop_purchases_total", `${api}, outcome="accepted"`)}`,
    ).decimals(0),
  ),
  stat(
    "Error budget left",
    "Of the 0.1 % of requests that may fail: what the last three days have left. Negative: overspent.",
    "percentunit",
    `1 - max(shop:http_errors:ratio_rate3d) / ${budget}`,
  )
    .decimals(0)
    .thresholds(from(bad, [0, doubtful], [0.5, good])),
);

const wrong = row(
  "What is wrong, and since when",
  nodes().height(9),
  timeline(
    "Alerts",
    "What fires, and how long it has. docs/operations.md has a heading for each.",
    words({ 1: ["fires", bad] }),
    query('max by (alertname) (ALERTS{alertstate="firing", alertname!="Watchdog"})', "{{alertname}}"),
  )
    .thresholds(from(bad))
    .noValue("No alert fires.")
    .height(9),
);

const traffic = row(
  "Requests",
  graph(
    "Requests by replica",
    "nginx deals them out in turn: the lines lie on each other. One at zero: that replica is down or draining.",
    "reqps",
    query(rate(`${requests}_count`, api, "instance"), "{{instance}}"),
  ),
  graph(
    "Failed requests by replica",
    "The share of answers with 5xx. One replica alone: look at it; both: look at Redis.",
    "percentunit",
    query(share(rate(`${requests}_count`, `${api}, ${failed}`, "instance"), rate(`${requests}_count`, api, "instance")), "{{instance}}"),
  )
    .axisSoftMax(0.01)
    .thresholds(from(good, [0.001, doubtful], [0.01, bad])),
  graph(
    "Latency",
    "What half, 95 and 99 of 100 requests stay below; the dots are single requests with their trace id.",
    "s",
    withExemplars(quantile(0.99, requests, api), "p99"),
    query(quantile(0.95, requests, api), "p95"),
    query(quantile(0.5, requests, api), "p50"),
  ),
  heatmap(
    "Latency of all requests",
    "Each column: how many requests took how long. A failover is a patch that rises to seconds while the rest stays low.",
    `sum by (le) (increase(${requests}_bucket{${api}}[$__rate_interval]))`,
  ).span(8),
  graph(
    "Held writes",
    "Writes that have not been answered yet. They pile up while there is no master and go within seconds when one is back.",
    "none",
    query(`sum by (instance) (shop_redis_commits_waiting{${api}})`, "{{instance}}"),
  ),
  graph(
    "Budget burnt",
    "How many times faster than allowed the budgets of errors and slow answers are spent. 14.4 for an hour pages, 6 for six hours, too.",
    "none",
    query(`max(shop:http_errors:ratio_rate5m) / ${budget}`, "last 5 min"),
    query(`max(shop:http_errors:ratio_rate1h) / ${budget}`, "last hour"),
    query(`max(shop:http_errors:ratio_rate6h) / ${budget}`, "last 6 hours"),
    query(`max(shop:http_slow:ratio_rate1h) / ${slowBudget}`, "slow, last hour"),
  )
    .axisSoftMax(1)
    .thresholds(from(good, [6, doubtful], [14.4, bad])),
);

const edge = row(
  "nginx",
  graph(
    "Connections",
    "Open connections of clients. Waiting ones are idle; many that write: the replicas answer slowly.",
    "none",
    query('sum(nginx_connections_waiting{job="nginx"})', "waiting"),
    query('sum(nginx_connections_writing{job="nginx"})', "writing"),
    query('sum(nginx_connections_reading{job="nginx"})', "reading"),
  ).span(12),
  graph(
    "Requests at nginx and at the API",
    "A gap between the lines: nginx refuses (429) or reaches no replica (502).",
    "reqps",
    query(rate("nginx_http_requests_total", 'job="nginx"'), "at nginx"),
    query(all, "at the API"),
  ).span(12),
);

const saturation = row(
  "Saturation",
  graph(
    "CPU of the API",
    "Cores that each replica uses.",
    "none",
    query(rate("dotnet_process_cpu_time_seconds_total", api, "instance"), "{{instance}}"),
  ).span(5),
  graph(
    "Memory of the API",
    "The working set of each replica.",
    "bytes",
    query(`sum by (instance) (dotnet_process_memory_working_set_bytes{${api}})`, "{{instance}}"),
  ).span(5),
  graph(
    "Stopped by the GC",
    "The share of time in which the garbage collector stops a replica. Above 10 % it hurts.",
    "percentunit",
    query(rate("dotnet_gc_pause_time_seconds_total", api, "instance"), "{{instance}}"),
  ).span(5),
  graph(
    "Thread pool queue",
    "Work that waits for a thread. More than 100 for a minute: something blocks threads.",
    "none",
    query(`sum by (instance) (dotnet_thread_pool_queue_length{${api}})`, "{{instance}}"),
  )
    .span(5)
    .axisSoftMax(10),
  graph(
    "Memory of Redis",
    "What each node's data take. maxmemory is not set: the machine is the limit.",
    "bytes",
    query('sum by (instance) (redis_memory_used_bytes{job="redis"})', "{{instance}}"),
  ).span(4),
);

export const shopOverview = board("shop-overview", "Shop overview", "Is the shop selling, and if not, where to look. Start here.", [
  now,
  wrong,
  traffic,
  edge,
  saturation,
]);
