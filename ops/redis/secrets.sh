# Included by the scripts beside it: the passwords of those who talk to Redis, and the ACL files that are made of them.
# shellcheck shell=sh

# Usage: read_secret NAME. Sets NAME from the file that NAME_FILE names, where it is not set already.
read_secret() {
  eval "secret_value=\${$1:-} secret_file=\${$1_FILE:-}"
  if [ -z "$secret_value" ] && [ -n "$secret_file" ]; then secret_value=$(cat "$secret_file"); fi
  case $secret_value in
    '')
      printf '%s is not set: each user of Redis has a password of its own. Set it, or %s_FILE to a file that holds it.\n' "$1" "$1" >&2
      exit 1
      ;;
    *[!A-Za-z0-9._~+/=-]*)
      # Sentinel writes passwords back without quotes: with a space in one, it could not read its own file at the next start.
      printf '%s may hold letters, digits and . _ ~ + / = - only.\n' "$1" >&2
      exit 1
      ;;
  esac
  eval "$1=\$secret_value"
  unset secret_value secret_file
}

secrets='REDIS_PASSWORD REDIS_REPLICATION_PASSWORD REDIS_SENTINEL_PASSWORD REDIS_EXPORTER_PASSWORD REDIS_BACKUP_PASSWORD REDIS_OPERATOR_PASSWORD'

read_secrets() { for secret in $secrets; do read_secret "$secret"; done; }

# What is exported already would be handed on to the server.
forget_secrets() { for secret in $secrets; do unset "$secret"; done; }

# Prints the edits that put hashes where a template names secrets; by way of standard input, because everyone sees commands.
hashes() {
  for secret in $secrets; do
    eval "value=\$$secret"
    # shellcheck disable=SC2154 # eval sets it
    printf 's/@%s@/#%s/\n' "$secret" "$(printf '%s' "$value" | sha256sum | cut -d ' ' -f 1)"
  done
  unset value
}

# Usage: render_users TEMPLATE FILE. Redis takes no comments in such a file, and one line for each user.
render_users() {
  sed -e '/^#/d' -e '/^$/d' "$1" | sed -e ':join' -e 'N' -e 's/\n  */ /' -e 't join' -e 'P' -e 'D' >"$2.lines"
  hashes | sed -f - "$2.lines" >"$2.new"
  mv "$2.new" "$2"
  rm "$2.lines"
}
