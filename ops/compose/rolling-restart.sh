#!/usr/bin/env bash
# Replaces the API replicas one after the other by what was built last, without a lost request: a replica that is told to stop answers what
# it has begun, and nginx hands to the other one whatever it can't give to this one. nginx itself is left alone: a reload closes the kept
# connections of clients, and whoever sends a request at that moment sees it fail.
#
#   docker compose build && ops/compose/rolling-restart.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

replicas=(api-1 api-2)

is_ready() { [[ $(docker inspect -f '{{.State.Health.Status}}' "$(docker compose ps -q "$1")") == healthy ]]; }

for replica in "${replicas[@]}"; do
  for other in "${replicas[@]}"; do
    if [[ $other != "$replica" ]] && ! is_ready "$other"; then
      echo "$other is not ready: restarting $replica now would leave nobody to answer. docker compose logs $other shows why." >&2
      exit 1
    fi
  done
  docker compose up -d --no-deps --no-build --force-recreate --wait "$replica"
  echo "$replica is new and ready."
  sleep 6 # nginx leaves a replica that failed alone for 5 s (fail_timeout); it must know this one before the other one goes
done
