#!/usr/bin/env bash
# Replaces all data by that of a backup in the volume of the service "backups". A damaged file is refused before anything is touched; what
# is there now is backed up first, where the shop still can; it comes back if the shop does not open with the backup's. An empty shop must
# have been started once, for its volumes.
#
#   docker compose exec backups ls /data       names the backups
#   ops/compose/restore.sh NAME [--yes]        asks before it begins, unless --yes
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

name=${1:?name the backup: docker compose exec backups ls /data lists them}
agreed=${2:-}
closed=(nginx api-1 api-2 sentinel-1 sentinel-2 sentinel-3 redis-1 redis-2 redis-3)
directories=(/redis-1 /redis-2 /redis-3)
saved=before-restore-$(date -u +%Y%m%dT%H%M%SZ).backup

restore() { docker compose run --rm --no-deps -T restore "$@" </dev/null; }
back_up() { docker compose exec -T backups /ops/redis/backup.sh "/data/$1" </dev/null; }
open() { docker compose up -d --no-build --wait "${closed[@]}"; }
close() { docker compose stop "${closed[@]}"; }

# Of a manifest: how many changes the data has seen, and how much there is.
counts() { sed -n 's/.*"sequence":\([0-9]*\),"products":\([0-9]*\),"users":\([0-9]*\),"purchases":\([0-9]*\).*/\1 \2 \3 \4/p'; }
said() { sed -n 's/.*"time":"\([^"]*\)".*"products":\([0-9]*\),"users":\([0-9]*\),"purchases":\([0-9]*\).*/\2 products, \3 users, \4 purchases, as of \1/p'; }

ask() {
  echo "Now:    $(said <<<"$present")${present:+; kept as $saved}"
  echo "Backup: $(said <<<"$manifest")"
  echo 'The backup replaces all that is there now.'
  if [[ $agreed == --yes ]]; then return; fi
  read -rp 'Type yes to go on: ' agreed
  if [[ $agreed != yes ]]; then
    echo 'Nothing was changed: it takes a yes, or --yes.' >&2
    exit 1
  fi
}

# A backup of what the shop holds now says both that its replicas are in step and what it holds. One may be made by itself in the same second.
holds_it() {
  local now wanted i
  read -ra now < <(back_up "shop-$(date -u +%Y%m%dT%H%M%SZ)-restored.backup" | counts)
  read -ra wanted < <(counts <<<"$manifest")
  if ((${#now[@]} != 4)); then return 1; fi
  for i in 0 1 2 3; do
    if ((now[i] < wanted[i])); then return 1; fi
  done
}

go_back() {
  echo 'The restore failed: going back to the data of before.' >&2
  close
  restore undo "${directories[@]}"
  open
  exit 1
}

manifest=$(restore check "/data/$name")
if ! present=$(back_up "$saved"); then
  present=
  echo 'What is there now can neither be counted nor backed up, for the reason above.' >&2
fi
ask
restore prepare "/data/$name" "${directories[@]}" >/dev/null
close
restore switch "${directories[@]}" || go_back
open || go_back
holds_it || go_back
restore finish "${directories[@]}"
echo "Restored: the shop is open with the data of $(said <<<"$manifest")."
