// What both the overview and the Redis board show of the Redis nodes.
import { names, query, stat, timeline } from "./panels.js";
import { bad, doubtful, from, good, neutral, words } from "./style.js";

export const masterName = () =>
  names(
    "Redis master",
    "The node that says it is the master. None: writes are held for 10 s, then refused. Two: one of them will soon give in.",
    'redis_instance_info{job="redis", role="master"}',
    "{{instance}}",
  )
    .thresholds(from(good))
    .noValue("none");

export const roles = () =>
  timeline(
    "Redis nodes",
    "Each node's role by its own word. A failover is where the green moves; red: the node does not answer.",
    words({ 0: ["down", bad], 1: ["replica", neutral], 2: ["master", good] }),
    query(
      'max by (instance) (2 * redis_instance_info{job="redis", role="master"} or redis_instance_info{job="redis", role="slave"}' +
        ' or 0 * up{job="redis"})',
      "{{instance}}",
    ),
  ).thresholds(from(bad, [1, neutral], [2, good]));

/** Everything that the shop needs to sell. */
export const nodes = () =>
  timeline(
    "Nodes",
    "Who answers, and what each Redis node says it is. A failover is where the green of the master moves; red: the node does not answer.",
    words({ 0: ["down", bad], 1: ["replica", neutral], 2: ["master", good], 3: ["up", "semi-dark-green"] }),
    query(
      'max by (instance) (2 * redis_instance_info{job="redis", role="master"} or redis_instance_info{job="redis", role="slave"}' +
        ' or 3 * up{job="shop-api"} or 3 * nginx_up{job="nginx"} or 3 * redis_up{job="sentinel"} or 0 * up{job=~"redis|sentinel|nginx"})',
      "{{instance}}",
    ),
  ).thresholds(from(bad, [1, neutral], [2, good]));

export const oldestWrite = () =>
  stat(
    "Oldest waiting write",
    "How long the write that waits longest has waited. Seconds: no master, or a replica that does not confirm. It ends at 10 s, with 503.",
    "s",
    'max(shop_redis_oldest_commit_age_seconds{job="shop-api"})',
  ).thresholds(from(good, [1, doubtful], [5, bad]));
