#!/bin/sh
# Starts a Redis node in the role that the Sentinels give it: the start-up guard.
#
# A Redis node that starts as master because its last configuration said so can wipe the data: its replicas copy whatever it holds, be it
# old or empty. So it asks the Sentinels until a majority of them answers, and starts
#   as a replica   if the majority names another node;
#   as the master  if the majority names this one, and
#                  (a) no Sentinel lists a replica of it: the first boot; or
#                  (b) the data directory bears the mark of an orderly stop of the whole stack; or
#                  (c) it has named this one for 30 s, long enough for a failover, and there is data in the directory.
# With an empty directory and replicas known to the Sentinels it waits for as long as it takes: they will name another.
#
# The mark is the file stopped-in-order in the data directory. Whoever stops the whole stack writes it once the node has left after
# SHUTDOWN; it is used up by the next start.
#
# Environment:
#   REDIS_SENTINEL         the Sentinels, host:port,host:port,…                                     required
#   REDIS_PASSWORD         the application's, or REDIS_PASSWORD_FILE: a file that holds it             required
#   REDIS_X_PASSWORD       … and those of REPLICATION, SENTINEL, EXPORTER, BACKUP, OPERATOR: see users.acl      required
#   REDIS_ANNOUNCE_IP      the address by which the Sentinels and the other nodes know this one     required
#   REDIS_ANNOUNCE_PORT    … and the port                                                           default: REDIS_PORT
#   REDIS_MASTER_NAME      what the Sentinels call the master                                       default: shop
#   REDIS_PORT             to listen on                                                             default: 6379
#   REDIS_BIND             the addresses to listen on, separated by spaces                          default: 127.0.0.1
#   REDIS_SOURCE           the address from which it calls its master                               default: the system's choice
#   REDIS_DATA_DIR         the node's own directory                                                 default: /data
#   REDIS_CONF             the shared configuration                                  default: redis.conf beside this script
#   REDIS_PATIENCE         seconds for (c)                                                          default: 30
#   REDIS_TLS, REDIS_TLS_DIR   see tls.sh
set -eu
umask 077

: "${REDIS_SENTINEL:?name the Sentinels: host:port,host:port,...}" "${REDIS_ANNOUNCE_IP:?}"
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/redis/secrets.sh
. "$here/secrets.sh"
read_secrets
# shellcheck source=ops/redis/tls.sh
. "$here/tls.sh"
port=${REDIS_PORT:-6379}
name=${REDIS_MASTER_NAME:-shop}
data=${REDIS_DATA_DIR:-/data}
conf=${REDIS_CONF:-$here/redis.conf}
patience=${REDIS_PATIENCE:-30}
me=$REDIS_ANNOUNCE_IP:${REDIS_ANNOUNCE_PORT:-$port}
mark=$data/stopped-in-order
REDISCLI_AUTH=$REDIS_REPLICATION_PASSWORD
export REDISCLI_AUTH
user=replication

say() { printf 'start-redis: %s\n' "$*"; }

# shellcheck source=ops/redis/sentinels.sh
. "$here/sentinels.sh"

replicas_are_known() {
  for s in $sentinels; do
    if [ -n "$(ask "$s" replicas)" ]; then return 0; fi
  done
  return 1
}

has_data() { [ -s "$data/dump.rdb" ] || [ -n "$(find "$data/appendonlydir" -name '*.manifest' -size +0 2>/dev/null)" ]; }

seconds() {
  read -r up _ </proc/uptime
  printf '%s' "${up%.*}"
}

# Sets role and reason, or returns 1 while it can't be decided.
decide() {
  if [ -z "$named" ]; then
    obstacle="$answers of $asked Sentinels answer and no majority names one master" since=
    return 1
  fi
  since=${since:-$(seconds)}
  waited=$(($(seconds) - since))
  if [ "$named" != "$me" ]; then
    role=replica reason="a majority of the Sentinels names it"
  elif ! replicas_are_known; then
    role=master reason="a majority of the Sentinels names this node and none knows a replica: the first boot"
  elif [ -e "$mark" ]; then
    role=master reason="a majority of the Sentinels names this node and it was stopped in order"
  elif [ "$waited" -ge "$patience" ] && has_data; then
    role=master reason="a majority of the Sentinels still names this node after $waited s and it has its data"
  elif has_data; then
    obstacle="the Sentinels name this node, which was not stopped in order: they get $patience s to name another"
    return 1
  else
    obstacle="the Sentinels name this node, but its data directory is empty: it waits until they name another"
    return 1
  fi
}

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

render() {
  {
    printf 'include %s\n' "$(quoted "$conf")"
    listening "$port"
    printf 'bind %s\ndir %s\n' "${REDIS_BIND:-127.0.0.1}" "$(quoted "$data")"
    if [ -n "${REDIS_SOURCE:-}" ]; then printf 'bind-source-addr %s\n' "$REDIS_SOURCE"; fi
    printf 'replica-announce-ip %s\nreplica-announce-port %s\n' "${me%:*}" "${me##*:}"
    printf 'aclfile %s\nmasteruser replication\nmasterauth %s\n' "$(quoted "$data/users.acl")" "$REDIS_REPLICATION_PASSWORD"
    if [ "$role" = replica ]; then printf 'replicaof %s %s\n' "${named%:*}" "${named##*:}"; fi
  } >"$data/redis.conf.new"
  mv "$data/redis.conf.new" "$data/redis.conf"
}

mkdir -p "$data"
since=
said=
while
  ask_who_is_master
  ! decide
do
  if [ "$obstacle" != "$said" ]; then say "$me waits: $obstacle."; fi
  said=$obstacle
  sleep 0.1
done

rm -f "$mark"
render_users "$here/users.acl" "$data/users.acl"
render
if [ "$role" = master ]; then say "$me starts as the master: $reason."; else say "$me starts as a replica of $named: $reason."; fi
forget_secrets
unset REDISCLI_AUTH
exec redis-server "$data/redis.conf"
