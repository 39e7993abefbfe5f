#!/bin/sh
# Puts a backup in the place of the data of Redis nodes. In this order, DIR… being the data directories of all of them:
#
#   restore.sh check FILE            refuses a damaged file and one of a newer Redis; prints the manifest
#   restore.sh prepare FILE DIR…     lays the backup's data beside the present; the shop may sell meanwhile
#   restore.sh switch DIR…           makes it the data; every node, Sentinel and API replica must be stopped
#   restore.sh undo DIR…             after a switch: back to what was before, if anything is wrong (all stopped again)
#   restore.sh finish DIR…           removes what was before, or what was prepared and not wanted
#
# Every node gets the same data: whichever one the Sentinels name starts as the master with it, and the others follow.
set -eu
umask 077

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

installed() { redis-server --version | sed -n 's/.* v=\([0-9.]*\).*/\1/p'; }

value() { printf '%s' "$manifest" | sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

hash() { sha256sum | cut -d ' ' -f 1; }

# Sets manifest and bytes. What stands behind the RDB is compared as a whole, so that no byte of the file goes unchecked.
check() {
  if [ ! -f "$1" ]; then refuse "There is no file $1."; fi
  manifest=$(tail -n 2 "$1" 2>/dev/null | head -n 1 | tr -d '\000')
  sum=$(printf '%s' "$manifest" | hash)
  bytes=$(value rdbBytes)
  case $bytes in '' | *[!0-9]*) refuse "$1 is damaged, or no backup of the shop: take another one." ;; esac
  if [ "$(tail -c +$((bytes + 1)) "$1" | hash)" != "$(printf '\n%s\n%s\n' "$manifest" "$sum" | hash)" ] ||
    [ "$(head -c "$bytes" "$1" | hash)" != "$(value rdbSha256)" ]; then
    refuse "$1 is damaged: its checksums do not fit. Take another backup."
  fi
  made=$(value redis)
  if [ "$(printf '%s\n' "$made" "$(installed)" | sort -V | tail -n 1)" != "$(installed)" ]; then
    refuse "$1 was made with Redis $made, newer than the $(installed) here: install that version first."
  fi
}

# With appendonly, Redis loads the base file that the AOF's manifest names; an RDB will do as one.
lay_beside() {
  aof=$2/restored/appendonlydir
  rm -rf "$2/restored" && mkdir -p "$aof" &&
    head -c "$bytes" "$1" >"$aof/appendonly.aof.1.base.rdb" &&
    printf 'file appendonly.aof.1.base.rdb seq 1 type b\n' >"$aof/appendonly.aof.manifest" &&
    sync "$aof/appendonly.aof.1.base.rdb" "$aof/appendonly.aof.manifest" "$aof"
}

prepare() {
  file=$1
  shift
  check "$file"
  for dir; do
    if [ -e "$dir/before-restore" ]; then
      refuse "$dir/before-restore is left of a restore that was cut off." \
        "With the shop down, $0 undo $* puts it back; $0 finish $* removes it."
    fi
  done
  for dir; do
    if ! lay_beside "$file" "$dir"; then
      finish "$@"
      refuse "The backup could not be laid beside the present data in $dir: is the disk full?"
    fi
  done
}

# Moves what there is of the data; with the mark of an orderly stop, which the start-up guard trusts.
move() {
  for data in stopped-in-order appendonlydir dump.rdb; do
    if [ -e "$1/$data" ]; then mv "$1/$data" "$2/"; fi
  done
}

# The marks come last, so that a node that is caught half-way does not start as the master on its own word.
switch() {
  for dir; do if [ ! -d "$dir/restored" ]; then refuse "Nothing is prepared in $dir: prepare comes first."; fi; done
  for dir; do
    mkdir "$dir/before-restore"
    move "$dir" "$dir/before-restore"
  done
  for dir; do
    mv "$dir/restored/appendonlydir" "$dir/"
    rmdir "$dir/restored"
    sync "$dir"
  done
  for dir; do : >"$dir/stopped-in-order"; done
}

undo() {
  for dir; do
    if [ ! -d "$dir/before-restore" ]; then continue; fi
    # Where the backup's data lies beside, what lies here is the data of before: not in yet, or out again.
    if [ ! -d "$dir/restored/appendonlydir" ]; then
      rm -f "$dir/dump.rdb" "$dir/stopped-in-order"
      mkdir -p "$dir/restored"
      mv "$dir/appendonlydir" "$dir/restored/"
    fi
    move "$dir/before-restore" "$dir"
    rm -rf "$dir/before-restore" "$dir/restored"
    sync "$dir"
  done
}

finish() { for dir; do rm -rf "$dir/before-restore" "$dir/restored"; done; }

case ${1:-} in
  check | prepare)
    : "${2:?name the backup}"
    "$@"
    printf '%s\n' "$manifest"
    ;;
  switch | undo | finish)
    : "${2:?name the data directories}"
    "$@"
    ;;
  *) refuse "restore.sh takes check, prepare, switch, undo or finish: its head says what they do." ;;
esac
