#!/bin/sh
# Makes the secrets of the containers, each in the directory of those who may read it. The first start decides: what .env names is taken
# from there, the rest is random; later starts change nothing, because data that was made with one password does not open with another. Only
# the webhooks of the alerts follow .env.
#
# Usage: make-secrets.sh ENV_FILE DIRECTORY
set -eu
umask 022 # the directories are volumes, seen only by the containers that mount them, each as a user of its own

env_file=$1
directory=$2

# The last line that names it, without the quotes around its value.
from_env() {
  if [ -r "$env_file" ]; then
    sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$env_file" | tail -n 1 |
      sed -e 's/[[:space:]]*$//' -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/"
  fi
}

# What follows from other secrets. Usage: derive FILE VALUE
derive() {
  mkdir -p "$directory/${1%/*}"
  printf '%s\n' "$2" >"$directory/$1.new"
  mv "$directory/$1.new" "$directory/$1"
}

# Usage: settle NAME FILE DEFAULT
settle() {
  if [ ! -e "$directory/$2" ]; then
    value=$(from_env "$1")
    derive "$2" "${value:-$3}"
  fi
}

# Usage: follow NAME FILE: unlike the others it may change, and is empty when .env does not name it.
follow() {
  mkdir -p "$directory/${2%/*}"
  from_env "$1" >"$directory/$2.new"
  mv "$directory/$2.new" "$directory/$2"
}

random() { head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

for name in REDIS_PASSWORD REDIS_REPLICATION_PASSWORD REDIS_SENTINEL_PASSWORD REDIS_EXPORTER_PASSWORD REDIS_BACKUP_PASSWORD REDIS_OPERATOR_PASSWORD; do
  settle "$name" "redis/$name" "$(random 16)"
  case $(cat "$directory/redis/$name") in
    *[!A-Za-z0-9._~+/=-]*)
      rm "$directory/redis/$name"
      echo "$name may hold letters, digits and . _ ~ + / = - only: Sentinel can keep no other. Change it in .env." >&2
      exit 1
      ;;
  esac
done
derive api/REDIS_PASSWORD "$(cat "$directory/redis/REDIS_PASSWORD")"
settle SECRET_KEY api/SECRET_KEY "$(random 32)"
settle SECRET_KEY_PREVIOUS api/SECRET_KEY_PREVIOUS ''
settle SHOP_ADMIN_EMAIL api/SHOP_ADMIN_EMAIL admin@shop.example
settle SHOP_ADMIN_PASSWORD api/SHOP_ADMIN_PASSWORD "$(random 12)"
settle GRAFANA_PASSWORD grafana/GRAFANA_PASSWORD "$(random 12)"

for url in ALERT_PAGE_URL ALERT_TICKET_URL ALERT_HEARTBEAT_URL; do follow "$url" "alertmanager/$url"; done

# The exporter wants one file with the password of each address that Prometheus asks it about.
password=$(cat "$directory/redis/REDIS_EXPORTER_PASSWORD")
passwords=
for address in redis-1:6379 redis-2:6379 redis-3:6379 sentinel-1:26379 sentinel-2:26379 sentinel-3:26379; do
  passwords="$passwords${passwords:+,}\"redis://exporter@$address\":\"$password\""
done
derive exporter/redis-passwords.json "{$passwords}"
