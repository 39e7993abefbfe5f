#!/usr/bin/env bash
# Builds images under the tags that docker-compose.yml and the API's Dockerfile name, for a machine that reaches no registry: out of
# Debian's packages and the .NET of this machine, as close to the public ones as the shop can tell. An image that is there is left alone.
# Grafana is no Debian package and stays out.
#
# Usage: stand-in-images.sh WORK_FOLDER        as root, with DOCKER_HOST where it is not the usual engine
set -euo pipefail

work=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shop=$(cd "$here/../../.." && pwd)
root=$work/root
base=shop-stand-in/base dotnet=shop-stand-in/dotnet
packages=(base-files base-passwd bash busybox coreutils sed grep findutils libc-bin ca-certificates curl tzdata libicu76 libssl3t64 libstdc++6
  zlib1g util-linux redis-server redis-sentinel nginx prometheus prometheus-alertmanager prometheus-redis-exporter prometheus-nginx-exporter
  prometheus-node-exporter)
# shellcheck source-path=SCRIPTDIR source=private-apt.sh
. "$here/private-apt.sh"

is_there() { docker image inspect "$1" >/dev/null 2>&1; }

# The tag under which the shop asks for an image.
tag_of() { sed -n "s|^ *image: \($1:.*\)|\1|p" "$shop/docker-compose.yml" | head -n 1; }
dotnet_tag_of() { sed -n "s|^FROM \(mcr.microsoft.com/dotnet/$1:[^ ]*\).*|\1|p" "$shop/src/Shop.Api/Dockerfile"; }

unpack() {
  fetch_lists
  private_apt --download-only install "${packages[@]}" >/dev/null
  rm -rf "$root"
  mkdir -p "$root"
  local package
  for package in "$work"/packages/*.deb; do
    dpkg-deb --fsys-tarfile "$package" |
      tar -x -C "$root" --keep-directory-symlink --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale'
  done
}

# What the packages' own scripts would have done on installation, as far as it is needed, and the users and folders of the public images.
settle() {
  local applet
  {
    cat "$root/usr/share/base-passwd/passwd.master"
    printf '%s\n' redis:x:999:1000::/data: nginx:x:101:101::/nonexistent: app:x:1654:1654::/home/app:
  } >"$root/etc/passwd"
  {
    cat "$root/usr/share/base-passwd/group.master"
    printf '%s\n' redis:x:1000: nginx:x:101: app:x:1654:
  } >"$root/etc/group"
  cp "$root/usr/share/libc-bin/nsswitch.conf" "$root/etc/"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/" # of this machine: NuGet may be behind a proxy of its own
  for applet in $(chroot "$root" /usr/bin/busybox --list); do
    [[ -e $root/usr/bin/$applet || -e $root/usr/sbin/$applet ]] || ln -s busybox "$root/usr/bin/$applet"
  done
  mkdir -p "$root"/{data,prometheus,alertmanager,home/app}
  chown 999:1000 "$root/data"
  chown 1654:1654 "$root/home/app"
  chown 65534:65534 "$root"/{prometheus,alertmanager}
  ln -s /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"
}

# Usage: image TAG PARENT DOCKERFILE_LINES...
image() {
  is_there "$1" || printf '%s\n' "FROM $2" "${@:3}" | docker build --quiet --tag "$1" - >/dev/null
}

# Usage: dotnet_image TAG PARENT FOLDERS...: folders of this machine's .NET over the parent.
dotnet_image() {
  is_there "$1" && return
  local container installed
  installed=$(dirname "$(readlink -f "$(command -v dotnet)")")
  container=$(docker create "$2" true)
  tar -C "$installed" -c --transform='s|^|usr/share/dotnet/|' "${@:3}" | docker cp - "$container:/"
  docker commit -c 'ENV DOTNET_RUNNING_IN_CONTAINER=true DOTNET_NOLOGO=true DOTNET_CLI_TELEMETRY_OPTOUT=1' "$container" "$1" >/dev/null
  docker rm "$container" >/dev/null
}

mkdir -p "$work"
if ! is_there "$base"; then
  unpack
  settle
  tar -C "$root" -c . |
    docker import -c 'CMD ["/bin/sh"]' -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$base" >/dev/null
  rm -rf "$root"
fi
# The public ones have busybox and its wget (Alpine's has flock as well, which is util-linux' here), the exporters' only their one program: what the shop must not count on is taken away.
plain='RUN rm -f /usr/bin/bash /usr/bin/curl'
bare='RUN rm -f /usr/bin/bash /usr/bin/curl /usr/bin/wget /usr/bin/sh'
image "$(tag_of redis)" "$base" "$plain" 'WORKDIR /data' 'VOLUME /data'
image "$(tag_of nginx)" "$base" 'RUN rm -f /usr/bin/bash /usr/bin/openssl'
image "$(tag_of prom/prometheus)" "$base" "$plain" 'VOLUME /prometheus' 'ENTRYPOINT ["/usr/bin/prometheus"]'
image "$(tag_of prom/alertmanager)" "$base" "$plain" 'VOLUME /alertmanager' 'ENTRYPOINT ["/usr/bin/prometheus-alertmanager"]'
image "$(tag_of prom/node-exporter)" "$base" "$plain" 'ENTRYPOINT ["/usr/bin/prometheus-node-exporter"]'
image "$(tag_of oliver006/redis_exporter)" "$base" "$bare" 'ENTRYPOINT ["/usr/bin/prometheus-redis-exporter"]'
image "$(tag_of nginx/nginx-prometheus-exporter)" "$base" "$bare" 'ENTRYPOINT ["/usr/bin/prometheus-nginx-exporter"]'
dotnet_image "$dotnet" "$base" dotnet host shared
dotnet_image "$(dotnet_tag_of sdk)" "$dotnet" sdk sdk-manifests packs templates
image "$(dotnet_tag_of aspnet)" "$dotnet" 'RUN rm -f /usr/bin/curl /usr/bin/wget'
