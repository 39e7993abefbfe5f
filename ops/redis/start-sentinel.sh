#!/bin/sh
# Starts a Sentinel. Its configuration is rendered once, out of sentinel.conf, into the Sentinel's own directory: Sentinel keeps there what
# it learns (who is master, who else watches) and rewrites the file by a rename, so neither the template nor a single mounted file will do.
#
# Environment:
#   REDIS_MASTER_ADDRESS     host:port of the node that is master at the very first boot; later boots go by what Sentinel knows   required
#   REDIS_PASSWORD           of Redis and the Sentinels, or REDIS_PASSWORD_FILE: a file that holds it                             required
#   REDIS_MASTER_NAME        what the Sentinels call the master                                          default: shop
#   SENTINEL_ANNOUNCE_IP     the address by which the other Sentinels know this one                      required
#   SENTINEL_ANNOUNCE_PORT   … and the port                                                              default: SENTINEL_PORT
#   SENTINEL_PORT            to listen on                                                                default: 26379
#   SENTINEL_BIND            the addresses to listen on, separated by spaces                             default: 127.0.0.1
#   SENTINEL_DATA_DIR        the Sentinel's own directory                                                default: /data
#   SENTINEL_CONF            the template                                             default: sentinel.conf beside this script
set -eu
umask 077

if [ -n "${REDIS_PASSWORD_FILE:-}" ] && [ -z "${REDIS_PASSWORD:-}" ]; then REDIS_PASSWORD=$(cat "$REDIS_PASSWORD_FILE"); fi
: "${REDIS_MASTER_ADDRESS:?host:port of the first master}" "${REDIS_PASSWORD:?}" "${SENTINEL_ANNOUNCE_IP:?}"
case $REDIS_PASSWORD in
  *[!A-Za-z0-9._~+/=-]*)
    # Sentinel writes auth-pass back without quotes: with a space in it, it could not read its own file at the next start.
    echo 'start-sentinel: REDIS_PASSWORD may hold letters, digits and . _ ~ + / = - only.' >&2
    exit 1
    ;;
esac
name=${REDIS_MASTER_NAME:-shop}
port=${SENTINEL_PORT:-26379}
data=${SENTINEL_DATA_DIR:-/data}
conf=${SENTINEL_CONF:-$(cd "$(dirname "$0")" && pwd)/sentinel.conf}

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

render() {
  {
    printf 'port %s\nbind %s\ndir %s\n' "$port" "${SENTINEL_BIND:-127.0.0.1}" "$(quoted "$data")"
    printf 'sentinel announce-ip %s\nsentinel announce-port %s\n' "$SENTINEL_ANNOUNCE_IP" "${SENTINEL_ANNOUNCE_PORT:-$port}"
    sed -e "s/@MASTER_NAME@/$name/g" -e "s/@MASTER_HOST@/${REDIS_MASTER_ADDRESS%:*}/g" -e "s/@MASTER_PORT@/${REDIS_MASTER_ADDRESS##*:}/g" "$conf"
    printf 'requirepass %s\nsentinel auth-pass %s %s\n' "$(quoted "$REDIS_PASSWORD")" "$name" "$(quoted "$REDIS_PASSWORD")"
  } >"$data/sentinel.conf.new"
  mv "$data/sentinel.conf.new" "$data/sentinel.conf"
}

mkdir -p "$data"
if [ ! -s "$data/sentinel.conf" ]; then
  render
  printf 'start-sentinel: first start, watching %s at %s.\n' "$name" "$REDIS_MASTER_ADDRESS"
fi
unset REDIS_PASSWORD
exec redis-server "$data/sentinel.conf" --sentinel
