#!/bin/sh
# Starts nginx with the configuration of ops/nginx and, beside it, the addresses of containers. nginx looks for included files beside the
# one that includes them, so all are copied into one place.
#
# Environment:
#   RATE_LIMIT_ENABLED   false: no limits for one address, for load tests                 default: true
#   SHOP_TLS_REDIRECT    true: HTTP leads to HTTPS                                        default: false
#   SHOP_TLS_PORT        where HTTPS is published                                         default: 8443
#   SHOP_TLS             the directory of tls.crt and tls.key; where they are missing, those in /certificate are taken
#                                                                                         default: /ops/compose/tls
set -eu
umask 077

place=/tmp/nginx
mkdir -p "$place"
cp /ops/nginx/*.conf /ops/compose/nginx/*.conf "$place"

address=\$binary_remote_addr redirects=0
if [ "${RATE_LIMIT_ENABLED:-true}" = false ]; then address='""'; fi
if [ "${SHOP_TLS_REDIRECT:-false}" = true ]; then redirects=1; fi
sed -e "s/@LIMITED_ADDRESS@/$address/" -e "s/@REDIRECTS@/$redirects/" -e "s/@HTTPS_PORT@/${SHOP_TLS_PORT:-8443}/" \
  /ops/nginx/settings.template >"$place/settings.conf"

given=${SHOP_TLS:-/ops/compose/tls}
for directory in /certificate "$given"; do
  if [ -s "$directory/tls.crt" ] && [ -s "$directory/tls.key" ]; then cp "$directory/tls.crt" "$directory/tls.key" "$place"; fi
done
if [ -s "$place/tls.key" ]; then
  printf 'listen 8443 ssl;\ninclude tls.conf;\n' >>"$place/listen.conf"
elif [ "$redirects" = 1 ]; then
  echo "start-nginx: SHOP_TLS_REDIRECT is true and there is no certificate: put tls.crt and tls.key into $given." >&2
  exit 1
else
  echo "start-nginx: no TLS on 8443: there is no certificate in $given." >&2
fi
exec nginx -e stderr -p "$place/" -c "$place/nginx.conf" -g 'daemon off;'
