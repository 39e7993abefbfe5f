import { board, row } from "./board.js";
import { quantile, rate, requests, share } from "./expressions.js";
import { coloured, graph, plain, query, stacked, stat, timeline } from "./panels.js";
import { bad, doubtful, from, good, words } from "./style.js";

const nginx = 'job="nginx"';
const api = 'job="shop-api"';
const atNginx = rate("nginx_http_requests_total", nginx);
const atApi = rate(`${requests}_count`, api);
const dropped = `${rate("nginx_connections_accepted", nginx)} - ${rate("nginx_connections_handled", nginx)}`;

const now = row(
  "Now",
  stat("nginx", "Whether nginx answers its exporter. Down: the shop is closed.", "none", `max(nginx_up{${nginx}})`)
    .mappings(words({ 0: ["down", bad], 1: ["up", good] }))
    .thresholds(from(bad, [1, good]))
    .noValue("no exporter"),
  stat("Replicas behind it", "Replicas of the API that are up. With none nginx answers 502.", "none", `sum(up{${api}})`).thresholds(
    from(bad, [1, doubtful], [2, good]),
  ),
  plain(stat("Requests", "Requests that nginx took.", "reqps", atNginx).decimals(0)),
  stat(
    "Not passed on",
    "The share of requests that no replica answered: refused by a limit, malformed, or no replica was there. nginx's own pages count.",
    "percentunit",
    `clamp_min(1 - ${atApi} / ${atNginx}, 0)`,
  )
    .decimals(1)
    .thresholds(from(good, [0.2, doubtful], [0.5, bad])),
  stat(
    "5xx of the API",
    "The share of answers with 5xx that nginx was given to pass on.",
    "percentunit",
    share(rate(`${requests}_count`, `${api}, http_response_status_code=~"5.."`), atApi),
  )
    .decimals(2)
    .thresholds(from(good, [0.001, doubtful], [0.01, bad])),
  plain(stat("Open connections", "Open connections, idle ones among them.", "none", `sum(nginx_connections_active{${nginx}})`)),
  stat("Dropped connections", "Connections per second that were accepted and not handled: nginx has too few of them left.", "none", dropped)
    .decimals(1)
    .thresholds(from(good, [0.01, bad])),
  plain(stat("New connections", "Connections that clients opened.", "cps", rate("nginx_connections_accepted", nginx)).decimals(1)),
);

const traffic = row(
  "Traffic",
  graph(
    "Requests at nginx and at the API",
    "A gap between the lines: nginx refuses (429) or reaches no replica (502).",
    "reqps",
    query(atNginx, "at nginx"),
    query(atApi, "at the API"),
  ).span(12),
  graph(
    "Requests by replica",
    "nginx deals them out in turn: the lines lie on each other.",
    "reqps",
    query(rate(`${requests}_count`, api, "instance"), "{{instance}}"),
  ).span(12),
  coloured(
    stacked(
      "Connections",
      "Open connections of clients. waiting: idle; writing: their answer is being made or sent; reading: they send.",
      "none",
      query(`sum(nginx_connections_waiting{${nginx}})`, "waiting"),
      query(`sum(nginx_connections_writing{${nginx}})`, "writing"),
      query(`sum(nginx_connections_reading{${nginx}})`, "reading"),
    ),
    { writing: doubtful },
  ),
  graph(
    "Accepted and handled",
    "Connections accepted and handled. The lines part when nginx drops some.",
    "cps",
    query(rate("nginx_connections_accepted", nginx), "accepted"),
    query(rate("nginx_connections_handled", nginx), "handled"),
  ),
  timeline(
    "Up",
    "nginx by its exporter, the replicas by Prometheus.",
    words({ 0: ["down", bad], 1: ["up", good] }),
    query(`max by (instance) (nginx_up{${nginx}} or up{${api}})`, "{{instance}}"),
  )
    .thresholds(from(bad, [1, good]))
    .span(8)
    .height(8),
);

const behind = row(
  "What nginx waits for",
  stacked(
    "Answers of the API",
    "By status. What nginx answers by itself, 429 and 502 among it, is in its log: ./shop logs nginx.",
    "reqps",
    query(rate(`${requests}_count`, api, "http_response_status_code"), "{{http_response_status_code}}"),
  ).span(12),
  graph(
    "Latency of the API",
    "What 99 of 100 requests stay below, by replica. nginx gives up a read after 3 s, a write after 12 s.",
    "s",
    query(quantile(0.99, requests, api, "instance"), "{{instance}}"),
  )
    .span(12)
    .thresholds(from(good, [3, doubtful], [12, bad])),
);

export const shopNginx = board("shop-nginx", "nginx", "What comes in, what is passed on, and what the replicas make of it.", [
  now,
  traffic,
  behind,
]);
