import { board, row } from "./board.js";
import { quantile, rate, top } from "./expressions.js";
import { coloured, graph, query, stat, timeline } from "./panels.js";
import { masterName, oldestWrite, roles } from "./redis-panels.js";
import { bad, doubtful, from, good, neutral, words } from "./style.js";

const api = 'job="shop-api"';
const redis = 'job="redis"';
const sentinel = 'job="sentinel"';
const commits = "shop_redis_commit_duration_seconds";
const failovers = "shop_redis_failover_duration_seconds";
const spent = rate("redis_commands_duration_seconds_total", redis, "cmd");
const calls = "db_client_operation_duration_seconds";

const now = row(
  "Is there one master, and can it be replaced?",
  masterName(),
  stat(
    "Redis nodes up",
    "Nodes that answer the exporter, of three. With two left, one more loss stops the writes.",
    "none",
    `sum(redis_up{${redis}}) or vector(0)`,
  ).thresholds(from(bad, [2, doubtful], [3, good])),
  stat(
    "Sentinels up",
    "Sentinels that answer, of three. With fewer than two nobody elects a master.",
    "none",
    `sum(redis_up{${sentinel}}) or vector(0)`,
  ).thresholds(from(bad, [2, doubtful], [3, good])),
  stat(
    "Named masters",
    "How many different masters the Sentinels name. More than one is normal for the second of a failover only.",
    "none",
    `count(count by (master_address) (redis_sentinel_master_status{${sentinel}})) or vector(0)`,
  ).thresholds(from(bad, [1, good], [2, bad])),
  stat(
    "Could fail over",
    "Whether each Sentinel that answers reaches enough others to elect a master.",
    "none",
    `min(redis_sentinel_master_ckquorum_status{${sentinel}})`,
  )
    .mappings(words({ 0: ["no", bad], 1: ["yes", good] }))
    .thresholds(from(bad, [1, good]))
    .noValue("unknown"),
  stat(
    "Replicas to take over",
    "Usable replicas, by the Sentinel that sees the fewest.",
    "none",
    `min(redis_sentinel_master_ok_slaves{${sentinel}})`,
  )
    .thresholds(from(bad, [1, doubtful], [2, good]))
    .noValue("unknown"),
  oldestWrite(),
  stat(
    "Outage of writes",
    "How long writes stood still in a failover, from the lost connection to the first accepted write: the mean since the start.",
    "s",
    `sum(${failovers}_sum{${api}}) / sum(${failovers}_count{${api}})`,
  )
    .thresholds(from(good, [5, doubtful], [10, bad]))
    .noValue("no failover"),
);

const who = row(
  "Who is what",
  roles(),
  timeline(
    "Master by the Sentinels",
    "Each address that a Sentinel names as master: by how many of them. Two are a majority.",
    words({ 1: ["named by 1", doubtful], 2: ["named by 2", neutral], 3: ["named by 3", good] }),
    query(`count by (master_address) (redis_sentinel_master_status{${sentinel}})`, "{{master_address}}"),
  ).thresholds(from(doubtful, [2, neutral], [3, good])),
  timeline(
    "Master by the API",
    "Whether each replica of the API knows a master. Without one it holds writes and reads go on.",
    words({ 0: ["none", bad], 1: ["known", good] }),
    query(`max by (instance) (shop_redis_master{${api}})`, "{{instance}}"),
  ).thresholds(from(bad, [1, good])),
  timeline(
    "Tilt",
    "A Sentinel that does not trust its clock or its machine acts on nothing for 30 s.",
    words({ 0: ["acts", good], 1: ["tilt", bad] }),
    query(`max by (instance) (redis_sentinel_tilt{${sentinel}})`, "{{instance}}"),
  ).thresholds(from(good, [1, bad])),
);

const writes = row(
  "Writes",
  graph(
    "Held writes",
    "Writes that have not been answered yet, and those of them that no batch has taken along. Hundreds that stay: no master.",
    "none",
    query(`sum by (instance) (shop_redis_commits_waiting{${api}})`, "waiting {{instance}}"),
    query(`sum by (instance) (shop_redis_commit_queue{${api}})`, "queued {{instance}}"),
  ),
  graph(
    "Wait of a write",
    "How long writes waited until every live replica had them. A failover shows as two to four seconds.",
    "s",
    query(quantile(0.99, commits, api), "p99"),
    query(quantile(0.5, commits, api), "p50"),
  ),
  coloured(
    graph(
      "Writes by outcome",
      "acknowledged is well; unavailable: held for 10 s in vain; overloaded: the queue was full; failed: a defect.",
      "ops",
      query(rate("shop_redis_commits_total", api, "outcome"), "{{outcome}}"),
    ),
    { acknowledged: good, unavailable: bad, overloaded: doubtful, failed: "purple" },
  ),
  graph(
    "Repeated and short",
    "Writes sent once more because nothing proved them, and batches that too few replicas confirmed in time.",
    "ops",
    query(rate("shop_redis_commits_resent_total", api), "sent again"),
    query(rate("shop_redis_commits_short_total", api), "short of replicas"),
  ),
  graph(
    "Replicas that must confirm",
    "How many replicas each write waits for: two, fewer while one is called down.",
    "none",
    query(`min by (instance) (shop_redis_acknowledgements{${api}})`, "{{instance}}"),
  ).decimals(0),
  graph(
    "Connections replaced",
    "Connections of the API to Redis that were given up and made anew, by reason.",
    "ops",
    query(rate("shop_redis_connections_replaced_total", api, "reason"), "{{reason}}"),
  ),
);

const replication = row(
  "Replication",
  graph(
    "Behind the master",
    "Bytes that the master has written and a replica has not, as the master sees it. What grows is cut off or too slow.",
    "bytes",
    query(`max by (server_address) (shop_redis_replica_lag_bytes{${api}})`, "{{server_address}}"),
  ),
  graph(
    "Silence of replicas",
    "Seconds since the master last heard of each replica. It hears of them once a second.",
    "s",
    query(`max by (slave_ip, slave_port) (redis_connected_slave_lag_seconds{${redis}})`, "{{slave_ip}}:{{slave_port}}"),
  ),
  timeline(
    "Link to the master",
    "Whether each replica is connected to its master, or loading all its data.",
    words({ 0: ["broken", bad], 1: ["connected", good], 2: ["loading", doubtful] }),
    query(`max by (instance) (2 * redis_master_sync_in_progress{${redis}} > 0 or redis_master_link_up{${redis}})`, "{{instance}}"),
  )
    .thresholds(from(bad, [1, good], [2, doubtful]))
    .span(8)
    .height(8),
);

const commands = row(
  "Commands",
  graph(
    "Commands by node",
    "What each node does. The replicas carry the reads, the master the writes.",
    "ops",
    query(rate("redis_commands_processed_total", redis, "instance"), "{{instance}}"),
  ),
  graph(
    "Reads by role",
    "Who answers the reads of the shop. hedged: asked of a second node, because the first was silent for 100 ms.",
    "ops",
    query(rate("shop_redis_reads_total", api, "shop_redis_role"), "{{shop_redis_role}}"),
    query(rate("shop_redis_reads_hedged_total", api), "hedged"),
  ),
  graph(
    "Costliest commands",
    "The mean time that Redis itself takes for each of the five commands that take most of its time.",
    "s",
    query(top(5, "cmd", `${spent} / (${rate("redis_commands_total", redis, "cmd")} > 0)`, spent), "{{cmd}}"),
  ),
  graph(
    "Calls as the API sees them",
    "99 of 100 calls to Redis were faster, by the role of the node.",
    "s",
    query(quantile(0.99, calls, api, "shop_redis_role"), "{{shop_redis_role}}"),
  ),
  graph(
    "Failed calls",
    "Calls to Redis that failed, by error. A few around a failover are its trace; others deserve a look.",
    "ops",
    query(rate(`${calls}_count`, `${api}, error_type!=""`, "error_type"), "{{error_type}}"),
  ),
  graph(
    "Clients",
    "Connections to each node, and those it refused or that wait in a blocking command.",
    "none",
    query(`sum by (instance) (redis_connected_clients{${redis}})`, "{{instance}}"),
    query(`sum(redis_blocked_clients{${redis}})`, "blocked"),
  ),
);

const disk = row(
  "Memory and disk",
  graph(
    "Memory",
    "What each node's data take.",
    "bytes",
    query(`sum by (instance) (redis_memory_used_bytes{${redis}})`, "{{instance}}"),
  ).span(6),
  graph(
    "Fragmentation",
    "Memory taken from the system, per memory in use. Far above 1.5 with much data: wasted; below 1: swapped.",
    "none",
    query(`max by (instance) (redis_mem_fragmentation_ratio{${redis}})`, "{{instance}}"),
  ).span(6),
  graph(
    "Refused and evicted",
    "Connections refused and keys thrown out. Both stay 0: nothing may be evicted.",
    "ops",
    query(rate("redis_rejected_connections_total", redis), "connections refused"),
    query(rate("redis_evicted_keys_total", redis), "keys evicted"),
  ).span(6),
  timeline(
    "Saved to disk",
    "Whether the last write to the append-only file and the last snapshot worked.",
    words({ 0: ["failed", bad], 1: ["saved", good] }),
    query(
      `min by (instance) (redis_aof_last_write_status{${redis}} * on (instance) redis_rdb_last_bgsave_status{${redis}})`,
      "{{instance}}",
    ),
  )
    .thresholds(from(bad, [1, good]))
    .span(6)
    .height(8),
);

export const shopRedis = board(
  "shop-redis",
  "Redis failover",
  "Who is the master, who says so, what a failover cost, and whether another one would work.",
  [now, who, writes, replication, commands, disk],
);
