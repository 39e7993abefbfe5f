# Included by the scripts beside it: whether Redis and the Sentinels speak TLS. Where they do, they speak nothing else.
# shellcheck shell=sh
#
# Environment:
#   REDIS_TLS       true or false                                                                 default: false
#   REDIS_TLS_DIR   the directory of ca.crt and, for a node or a Sentinel, tls.crt and tls.key    default: /run/tls

tls_dir=${REDIS_TLS_DIR:-/run/tls}
case ${REDIS_TLS:-false} in
  true | false) ;;
  *)
    printf 'REDIS_TLS is "%s": write true or false.\n' "$REDIS_TLS" >&2
    exit 1
    ;;
esac
if [ "${REDIS_TLS:-false}" = true ] && [ ! -r "$tls_dir/ca.crt" ]; then
  printf 'REDIS_TLS is true and there is no %s to read: name the directory of the certificates in REDIS_TLS_DIR.\n' "$tls_dir/ca.crt" >&2
  exit 1
fi

# Usage: redis_cli SECONDS WORDS...: redis-cli, never longer than that.
redis_cli() {
  limit=$1
  shift
  if [ "${REDIS_TLS:-false}" = true ]; then set -- --tls --cacert "$tls_dir/ca.crt" "$@"; fi
  timeout "$limit" redis-cli "$@"
}

# Usage: listening PORT: the lines of a configuration that say where to listen, and how. Needs quoted.
listening() {
  if [ "${REDIS_TLS:-false}" = false ]; then
    printf 'port %s\n' "$1"
    return
  fi
  # Passwords say who calls: certificates for clients would say it a second time.
  printf 'port 0\ntls-port %s\ntls-replication yes\ntls-auth-clients no\n' "$1"
  printf 'tls-ca-cert-file %s\ntls-cert-file %s\ntls-key-file %s\n' \
    "$(quoted "$tls_dir/ca.crt")" "$(quoted "$tls_dir/tls.crt")" "$(quoted "$tls_dir/tls.key")"
}
