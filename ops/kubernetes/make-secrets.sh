#!/bin/sh
# Makes the secrets of the shop in Kubernetes, in the namespace that kubectl is set to: what the .env beside docker-compose.yml names is taken
# from there, the rest is random. What is there already is left alone: data that was made with one password does not open with another.
#
# Usage: make-secrets.sh [KUBECTL_OPTION...]        e.g. make-secrets.sh --namespace shop
set -eu
umask 077

ops=$(cd "$(dirname "$0")/.." && pwd)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
trap 'exit 1' HUP INT TERM

"$ops/compose/make-secrets.sh" "$ops/../.env" "$made"
for name in redis api; do
  if ! kubectl get secret "shop-$name" "$@" >/dev/null 2>&1; then
    kubectl create secret generic "shop-$name" --from-file="$made/$name" "$@"
  fi
done
