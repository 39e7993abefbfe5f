# Included by the scripts beside it: which node is the master, by the word of the Sentinels' majority.
# Needs tls.sh, REDIS_SENTINEL, REDISCLI_AUTH, user, whose password that is, and name, what the Sentinels call the master.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # what is set here is used there, and the other way round

sentinels=$(printf '%s' "$REDIS_SENTINEL" | tr ',' ' ')

# One question to one Sentinel, never longer than a second: a hung Sentinel is like a dead one.
ask() {
  sentinel=$1
  shift
  redis_cli 1 --raw --user "$user" -h "${sentinel%:*}" -p "${sentinel##*:}" sentinel "$@" "$name" 2>/dev/null
}

# Sets answers, asked, and named: the address that a majority of all Sentinels gives, or nothing.
ask_who_is_master() {
  answers=0
  asked=0
  named=
  votes=
  for s in $sentinels; do
    asked=$((asked + 1))
    address=$(ask "$s" get-master-addr-by-name | paste -s -d : -) || address=
    case $address in
      *:[0-9]*) answers=$((answers + 1)) votes="$votes $address" ;;
    esac
  done
  for candidate in $votes; do
    count=0
    for vote in $votes; do if [ "$vote" = "$candidate" ]; then count=$((count + 1)); fi; done
    if [ "$count" -gt $((asked / 2)) ]; then named=$candidate; fi
  done
}
