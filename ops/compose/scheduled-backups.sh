#!/bin/sh
# Keeps backups of the shop in one directory: makes one when the newest is older than the interval, and removes those that are too many.
# What fails is tried again and never ends it; a start makes no backup while the newest is young enough, so restarts push no old one out.
#
#   scheduled-backups.sh          runs on
#   scheduled-backups.sh check    fails when the newest backup is missing or older than two intervals: the health of this service
#
# Only files named shop-*.backup are its own: what an operator puts beside them under another name stays.
#
# Environment, besides that of ops/redis/backup.sh:
#   BACKUP_SECONDS      the interval                       default: 3600
#   BACKUP_KEEP         how many of the newest are kept    default: 48
#   BACKUP_DIRECTORY    where they lie                     default: /data
set -eu

every=${BACKUP_SECONDS:-3600}
keep=${BACKUP_KEEP:-48}
directory=${BACKUP_DIRECTORY:-/data}
patience=10 # between attempts after a failure

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Newest first: the names hold the time.
backups() { find "$directory" -name 'shop-*.backup' | sort -r; }

# Sets newest and age, in seconds.
look() {
  newest=$(backups | head -n 1)
  if [ -z "$newest" ]; then return 1; fi
  age=$(($(date +%s) - $(stat -c %Y "$newest")))
}

check() {
  look || refuse "There is no backup in $directory yet."
  if [ "$age" -gt $((2 * every)) ]; then refuse "The newest backup, $newest, is $age s old: the log says why there is no newer one."; fi
}

remove_the_oldest() { backups | tail -n +$((keep + 1)) | while IFS= read -r file; do rm -f "$file"; done; }

run() {
  find "$directory" -name 'shop-*.backup.part' -exec rm -f {} + # of one that was killed: nobody else writes such names
  while :; do
    if look && [ "$age" -lt "$every" ]; then
      sleep $((every - age))
    elif /bin/sh "$(dirname "$0")/../redis/backup.sh" "$directory/shop-$(date -u +%Y%m%dT%H%M%SZ).backup"; then
      remove_the_oldest
    else
      sleep "$patience"
    fi
  done
}

for number in "$every" "$keep"; do
  case $number in '' | 0* | *[!0-9]*) refuse "BACKUP_SECONDS and BACKUP_KEEP are whole numbers above 0, not \"$number\"." ;; esac
done
case ${1:-run} in
  run | check) "${1:-run}" ;;
  *) refuse "scheduled-backups.sh takes check or nothing: its head says what they do." ;;
esac
