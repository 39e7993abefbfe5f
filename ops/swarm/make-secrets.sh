#!/bin/sh
# Makes the secrets of stack.yml in the swarm, on a manager: what the .env beside docker-compose.yml names is taken from there, the rest is
# random. A secret can't be changed: another version is another set, which the next docker stack deploy takes with SHOP_SECRETS_VERSION.
#
# Usage: make-secrets.sh [VERSION]        default: 1
set -eu
umask 077

version=${1:-1}
case $version in
  *[!0-9A-Za-z]*)
    echo "make-secrets.sh: '$version' is no version. Give a number, as in: make-secrets.sh 2" >&2
    exit 2
    ;;
esac
ops=$(cd "$(dirname "$0")/.." && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
trap 'exit 1' HUP INT TERM

"$ops/compose/make-secrets.sh" "$ops/../.env" "$made"
for file in redis/REDIS_PASSWORD redis/REDIS_REPLICATION_PASSWORD redis/REDIS_SENTINEL_PASSWORD redis/REDIS_EXPORTER_PASSWORD \
  redis/REDIS_BACKUP_PASSWORD redis/REDIS_OPERATOR_PASSWORD api/SECRET_KEY api/SECRET_KEY_PREVIOUS api/SHOP_ADMIN_EMAIL api/SHOP_ADMIN_PASSWORD \
  grafana/GRAFANA_PASSWORD alertmanager/ALERT_PAGE_URL alertmanager/ALERT_TICKET_URL alertmanager/ALERT_HEARTBEAT_URL \
  exporter/redis-passwords.json; do
  if [ ! -s "$made/$file" ]; then echo >"$made/$file"; fi # a secret can't be empty
  docker secret create "shop-${file#*/}-$version" "$made/$file" >/dev/null
  echo "shop-${file#*/}-$version"
done
