#!/bin/sh
# Writes a backup of the shop's data into one file while the shop sells: backup.sh FILE
#
# The data comes from a replica that has all that the master had when the backup began, so every write that was acknowledged before is in
# it; the replica sends it as it would to a replica of its own, so no access to its files is needed. The file appears whole or not at all.
#
# The file is the RDB, a line feed, the manifest (one line of JSON), the SHA-256 of the manifest; the manifest holds that of the RDB.
#   tail -n 2 FILE | head -n 1     shows the manifest; its products, users, purchases were counted when the backup began
#   restore.sh check FILE          looks for damage
#
# Environment:
#   REDIS_SENTINEL      the Sentinels, host:port,host:port,…                                     required
#   REDIS_BACKUP_PASSWORD   of the user backup, or REDIS_BACKUP_PASSWORD_FILE: a file that holds it  required
#   REDIS_MASTER_NAME   what the Sentinels call the master                                       default: shop
#   SHOP_VERSION        the shop's, for the manifest                                             default: unknown
#   REDIS_TLS, REDIS_TLS_DIR   see tls.sh
set -eu
umask 077

file=${1:?name the file to write}
: "${REDIS_SENTINEL:?name the Sentinels: host:port,host:port,...}"
# shellcheck source=ops/redis/secrets.sh
. "$(dirname "$0")/secrets.sh"
read_secret REDIS_BACKUP_PASSWORD
# shellcheck source=ops/redis/tls.sh
. "$(dirname "$0")/tls.sh"
name=${REDIS_MASTER_NAME:-shop}
part=$file.part
patience=15
REDISCLI_AUTH=$REDIS_BACKUP_PASSWORD
export REDISCLI_AUTH
user=backup

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

# shellcheck source=ops/redis/sentinels.sh
. "$(dirname "$0")/sentinels.sh"

# One question to one Redis node.
query() {
  address=$1
  shift
  redis_cli 2 --raw --user "$user" -h "${address%:*}" -p "${address##*:}" "$@" 2>/dev/null
}

field() { sed -n "s/^$1:\([0-9a-z.]*\).*/\1/p"; }

# Sets history and offset: what the master holds now, and with it all that was acknowledged.
ask_how_far_the_master_is() {
  ask_who_is_master
  if [ -z "$named" ]; then refuse "No majority of the Sentinels names a master: start what is down and try again."; fi
  state=$(query "$named" info replication) || refuse "The master $named does not answer: try again after the failover."
  history=$(printf '%s\n' "$state" | field master_replid)
  offset=$(printf '%s\n' "$state" | field master_repl_offset)
  replicas=$(printf '%s\n' "$state" | sed -n 's/^slave[0-9]*:ip=\([^,]*\),port=\([0-9]*\),.*/\1:\2/p')
}

is_in_step() {
  state=$(query "$1" info replication) || return 1
  [ "$(printf '%s\n' "$state" | field master_link_status)" = up ] &&
    [ "$(printf '%s\n' "$state" | field master_replid)" = "$history" ] &&
    [ "$(printf '%s\n' "$state" | field slave_repl_offset)" -ge "$offset" ]
}

# Sets source: the first replica that has it all.
choose_replica() {
  until=$(($(date +%s) + patience))
  while
    for source in $replicas; do if is_in_step "$source"; then return; fi; done
    [ "$(date +%s)" -lt "$until" ]
  do sleep 0.2; done
  refuse "No replica was in step with the master $named within $patience s: bring one back and try again."
}

# The lock outlives a killed script for as long as its redis-cli still writes; what a dead one left is written over.
claim() {
  if [ -e "$file" ]; then refuse "$file is there already: a backup never overwrites one. Name another file."; fi
  (: >>"$part") 2>/dev/null || refuse "$part can't be written: name a file in a directory that is there and that you may write to."
  exec 9>>"$part"
  flock -n 9 || refuse "Another backup is writing $file: wait for it, or name another file."
  if [ -e "$file" ]; then
    rm -f "$part"
    refuse "Another backup has just written $file."
  fi
  trap 'rm -f "$part"' EXIT
  trap 'exit 1' HUP INT TERM
}

failed() {
  case $1 in
    *"No space left"* | *"short write"*) refuse "The disk that holds $file is full: make room and try again." ;;
    *) refuse "The backup could not be written: $(printf '%s' "$1" | tail -n 1)" ;;
  esac
}

manifest() {
  check=$(redis-check-rdb "$part") || refuse "The data that $source sent is damaged: $(printf '%s' "$check" | tail -n 1)"
  printf '{"format":1,"time":"%s","shop":"%s","redis":"%s","node":"%s",' "$began" "${SHOP_VERSION:-unknown}" \
    "$(printf '%s' "$check" | sed -n "s/.*AUX FIELD redis-ver = '\([0-9.]*\)'.*/\1/p")" "$source"
  printf '"lineage":"%s","sequence":%s,' "$lineage" "${sequence:-0}"
  printf '"products":%s,"users":%s,"purchases":%s,' "$products" "$users" "$purchases"
  printf '"keys":%s,' "$(printf '%s' "$check" | sed -n 's/^\[info\] \([0-9]*\) keys read/\1/p')"
  printf '"rdbBytes":%s,"rdbSha256":"%s"}' "$(wc -c <"$part" | tr -d ' ')" "$(sha256sum <"$part" | cut -d ' ' -f 1)"
}

# Whoever asked for the backup and was killed gets none, as if this script had been killed.
asker_lives() {
  read -r _ _ _ parent _ <"/proc/$$/stat"
  [ "$parent" = "$PPID" ]
}

claim
began=$(date -u +%Y-%m-%dT%H:%M:%SZ)
ask_how_far_the_master_is
choose_replica
lineage=$(query "$source" hget watermark lineage)
sequence=$(query "$source" hget watermark sequence)
products=$(query "$source" get products)
products=${products:-0}
users=$(query "$source" zcard users)
purchases=$(query "$source" zcard purchases)
said=$(redis_cli 1800 --user "$user" -h "${source%:*}" -p "${source##*:}" --rdb "$part" 2>&1) || failed "$said"
line=$(manifest)
said=$({ printf '\n%s\n' "$line" && printf '%s' "$line" | sha256sum | cut -d ' ' -f 1; } 2>&1 >>"$part") || failed "$said"
said=$(sync "$part" 2>&1) || failed "$said"
asker_lives || exit 1
mv -n "$part" "$file"
if [ -e "$part" ]; then refuse "$file has appeared meanwhile: a backup never overwrites one."; fi
sync "$(dirname "$file")"
printf '%s\n' "$line"
