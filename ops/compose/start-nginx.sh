#!/bin/sh
# Starts nginx with the configuration of ops/nginx and, beside it, the addresses of containers. nginx looks for included files beside the
# one that includes them, so all are copied into one place.
set -eu

place=/tmp/nginx
mkdir -p "$place"
cp /ops/nginx/*.conf /ops/compose/nginx/*.conf "$place"
exec nginx -e stderr -p "$place/" -c "$place/nginx.conf" -g 'daemon off;'
