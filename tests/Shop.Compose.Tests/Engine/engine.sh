#!/usr/bin/env bash
# A Docker engine of the tests' own, beside any other: start brings it up and returns when it answers, stop ends it and takes away what
# it made, in the folders and in the machine's network. What an earlier run left behind, start takes over.
#
# Usage: engine.sh start|stop RUN_FOLDER DATA_FOLDER        as root; the run folder's path must be short, for there are sockets in it
set -euo pipefail

command=$1 run=$2 data=$3
export DOCKER_HOST=unix://$run/docker.sock

answers() { docker info >/dev/null 2>&1; }

is_alive() { [[ -s $run/docker.pid && $(tr '\0' ' ' <"/proc/$(<"$run/docker.pid")/cmdline" 2>/dev/null) == *"$run/docker.pid"* ]]; }

start() {
  mkdir -p "$run" "$data"
  if ! is_alive; then
    if [[ ! -e /sys/class/net/docker0 ]]; then cat /proc/sys/net/ipv4/ip_forward >"$run/ip_forward"; fi # no other engine is here
    rm -f "$run/docker.pid"
    setsid dockerd --data-root "$data" --exec-root "$run/exec" --pidfile "$run/docker.pid" --host "$DOCKER_HOST" >"$run/log" 2>&1 </dev/null &
  fi
  for ((tries = 0; tries < 300; tries++)); do
    if answers; then break; fi
    if ((tries > 50)) && ! is_alive; then break; fi
    sleep 0.1
  done
  if ! answers; then
    echo "dockerd does not start here: $(tail -n 1 "$run/log")" >&2
    return 1
  fi
  if [[ $(docker info -f '{{.Driver}}') == vfs ]]; then
    echo 'dockerd can only copy whole images here (vfs), which would fill the disk' >&2
    return 1
  fi
}

stop() {
  if is_alive; then
    local pid
    pid=$(<"$run/docker.pid")
    docker ps -aq | xargs -r docker rm -f >/dev/null
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  fi
  if [[ -e $run/ip_forward ]]; then
    # An engine leaves its bridge and its rules behind, and the machine as a router.
    ip link delete docker0 2>/dev/null || true
    for table in filter nat; do iptables-save -t "$table" | grep -vi docker | iptables-restore -T "$table"; done
    if [[ $(<"$run/ip_forward") == 0 ]]; then
      iptables -P FORWARD ACCEPT
      echo 0 >/proc/sys/net/ipv4/ip_forward
    fi
  fi
  rm -rf "$data" "$run"
}

"$command"
