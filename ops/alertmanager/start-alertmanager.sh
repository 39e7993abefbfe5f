#!/bin/sh
# Starts Alertmanager. Its configuration is rendered at each start, out of alertmanager.yml, into the directory that is also its storage:
# a webhook's address is a secret as a rule, and not every version of Alertmanager reads one from a file.
#
# Environment, each the address of a webhook, or X_FILE: a file that holds it; none is needed:
#   ALERT_PAGE_URL         hears of what can't wait
#   ALERT_TICKET_URL       hears of the rest
#   ALERT_HEARTBEAT_URL    is called every minute, and should raise an alarm when that stops
#
# Usage: start-alertmanager.sh DIRECTORY [OPTIONS of Alertmanager]
set -eu
umask 077

directory=$1
shift
conf=$(cd "$(dirname "$0")" && pwd)/alertmanager.yml
program=$(command -v alertmanager || command -v prometheus-alertmanager)

# Usage: setting NAME
setting() {
  eval "value=\${$1:-} file=\${$1_FILE:-}"
  if [ -z "$value" ] && [ -n "$file" ]; then value=$(cat "$file"); fi
  printf '%s' "$value" | sed 's/[\\"]/\\&/g'
}

page=$(setting ALERT_PAGE_URL) ticket=$(setting ALERT_TICKET_URL) heartbeat=$(setting ALERT_HEARTBEAT_URL)
export page ticket heartbeat

mkdir -p "$directory"
# Each receiver is a line of its own in the template: what follows it is added below.
awk '
  { print }
  /^  - name: / && ENVIRON[$3] != "" {
    printf "    webhook_configs:\n      - url: \"%s\"\n        send_resolved: %s\n", ENVIRON[$3], $3 == "heartbeat" ? "false" : "true"
  }
' "$conf" >"$directory/alertmanager.yml.new"
mv "$directory/alertmanager.yml.new" "$directory/alertmanager.yml"

exec "$program" --config.file="$directory/alertmanager.yml" --storage.path="$directory/data" "$@"
