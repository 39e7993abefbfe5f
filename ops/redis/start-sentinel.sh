#!/bin/sh
# Starts a Sentinel. Its configuration is rendered once, out of sentinel.conf, into the Sentinel's own directory: Sentinel keeps there what
# it learns (who is master, who else watches) and rewrites the file by a rename, so neither the template nor a single mounted file will do.
#
# Environment:
#   REDIS_MASTER_ADDRESS     host:port of the node that is master at the very first boot; later boots go by what Sentinel knows   required
#   REDIS_PASSWORD           the application's, or REDIS_PASSWORD_FILE: a file that holds it                                      required
#   REDIS_X_PASSWORD         … and those of REPLICATION, SENTINEL, EXPORTER, BACKUP, OPERATOR: see sentinel-users.acl              required
#   REDIS_MASTER_NAME        what the Sentinels call the master                                          default: shop
#   SENTINEL_ANNOUNCE_IP     the address by which the other Sentinels know this one                      required
#                            A name makes this Sentinel know everybody by name: where addresses change, all nodes announce names.
#   SENTINEL_ANNOUNCE_PORT   … and the port                                                              default: SENTINEL_PORT
#   SENTINEL_PORT            to listen on                                                                default: 26379
#   SENTINEL_BIND            the addresses to listen on, separated by spaces                             default: 127.0.0.1
#   SENTINEL_DATA_DIR        the Sentinel's own directory                                                default: /data
#   SENTINEL_CONF            the template                                             default: sentinel.conf beside this script
#   REDIS_TLS, REDIS_TLS_DIR   see tls.sh
set -eu
umask 077

: "${REDIS_MASTER_ADDRESS:?host:port of the first master}" "${SENTINEL_ANNOUNCE_IP:?}"
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=ops/redis/secrets.sh
. "$here/secrets.sh"
read_secrets
# shellcheck source=ops/redis/tls.sh
. "$here/tls.sh"
name=${REDIS_MASTER_NAME:-shop}
port=${SENTINEL_PORT:-26379}
data=${SENTINEL_DATA_DIR:-/data}
conf=${SENTINEL_CONF:-$here/sentinel.conf}

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

announces_a_name() {
  case $SENTINEL_ANNOUNCE_IP in
    *:*) return 1 ;;
    *[!0-9.]*) return 0 ;;
    *) return 1 ;;
  esac
}

render() {
  {
    if announces_a_name; then printf 'sentinel resolve-hostnames yes\nsentinel announce-hostnames yes\n'; fi
    printf 'bind %s\ndir %s\n' "${SENTINEL_BIND:-127.0.0.1}" "$(quoted "$data")"
    printf 'sentinel announce-ip %s\nsentinel announce-port %s\n' "$SENTINEL_ANNOUNCE_IP" "${SENTINEL_ANNOUNCE_PORT:-$port}"
    sed -e "s/@MASTER_NAME@/$name/g" -e "s/@MASTER_HOST@/${REDIS_MASTER_ADDRESS%:*}/g" -e "s/@MASTER_PORT@/${REDIS_MASTER_ADDRESS##*:}/g" "$conf"
  } >"$data/sentinel.conf.new"
  mv "$data/sentinel.conf.new" "$data/sentinel.conf"
}

mkdir -p "$data"
if [ ! -s "$data/sentinel.conf" ]; then
  render
  printf 'start-sentinel: first start, watching %s at %s.\n' "$name" "$REDIS_MASTER_ADDRESS"
fi

# Who may talk to it, how, and as whom it talks to Redis and to the other Sentinels: as the settings are now, whatever Sentinel wrote down before.
render_users "$here/sentinel-users.acl" "$data/users.acl"
{
  listening "$port"
  sed -e '/^port /d' -e '/^tls-/d' -e '/^requirepass /d' -e '/^user /d' -e '/^aclfile /d' -e '/^sentinel auth-/d' -e '/^sentinel sentinel-/d' \
    "$data/sentinel.conf"
  printf 'aclfile %s\n' "$(quoted "$data/users.acl")"
  printf 'sentinel auth-user %s sentinel\nsentinel auth-pass %s %s\n' "$name" "$name" "$REDIS_SENTINEL_PASSWORD"
  printf 'sentinel sentinel-user sentinel\nsentinel sentinel-pass %s\n' "$REDIS_SENTINEL_PASSWORD"
} >"$data/sentinel.conf.new"
mv "$data/sentinel.conf.new" "$data/sentinel.conf"

# The Sentinels start before Redis, which asks them for its role. A link that was refused is tried again after a second: with a down-after
# of one second every node would count as down before it could be heard, and now and then a majority would agree and fail over. So a Sentinel
# that starts is more patient until it has heard the master, for three seconds or so at most. The configured time stands in down-after meanwhile.
starting_down_after=5000
configured=$data/down-after

be_patient() {
  if [ ! -s "$configured" ]; then
    sed -n "s/^sentinel down-after-milliseconds $name //p" "$data/sentinel.conf" >"$configured.new"
    mv "$configured.new" "$configured"
  fi
  down_after=$(cat "$configured")
  if [ "${down_after:-$starting_down_after}" -ge "$starting_down_after" ]; then return 1; fi
  sed "s/^sentinel down-after-milliseconds $name .*/sentinel down-after-milliseconds $name $starting_down_after/" "$data/sentinel.conf" \
    >"$data/sentinel.conf.new"
  mv "$data/sentinel.conf.new" "$data/sentinel.conf"
}

ask() (
  REDISCLI_AUTH=$REDIS_SENTINEL_PASSWORD
  export REDISCLI_AUTH
  redis_cli 1 --raw --user sentinel -h "$self" -p "$port" sentinel "$@" 2>/dev/null
)

hears_the_master() { [ "$(ask master "$name" | sed -n '/^flags$/{n;p;}')" = master ]; }

# Three periods that no setting of the file says. A Sentinel looks every 10 s who replicates whom, as long as a write is held: a replica that a
# second failover has left behind would be repointed too late. It pings, and connects anew, once a second, as long as down-after: one that has
# just turned to a new master could call that down before it had connected, and the others' doubts about the old one still counted. And it tells
# the others every 2 s who is master, and lets four such messages pass before it makes a replica of a master that was replaced.
look_often() {
  until [ "$(ask debug info-period 1000 ping-period 500 publish-period 500)" = OK ]; do
    kill -0 "$$" 2>/dev/null || return # the Sentinel itself, which this shell becomes
    sleep 0.1
  done
}

be_quick_again() {
  tries=0
  while kill -0 "$$" 2>/dev/null; do
    sleep 0.1
    tries=$((tries + 1))
    if [ "$tries" -ge 20 ] || hears_the_master; then
      if [ "$(ask set "$name" down-after-milliseconds "$down_after")" = OK ]; then
        rm -f "$configured"
        return
      fi
    fi
  done
}

self=${SENTINEL_BIND:-127.0.0.1}
self=${self%% *}
case $self in *[!0-9.]*) self=127.0.0.1 ;; esac
# In brackets, so that it is no child of the Sentinel, which would wonder in its log who has ended there.
if be_patient; then
  (look_often && be_quick_again &)
else
  rm -f "$configured"
  (look_often &)
fi
forget_secrets
exec redis-server "$data/sentinel.conf" --sentinel
