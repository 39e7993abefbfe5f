# shellcheck shell=bash
# apt in a folder of its own: packages of another Debian release, downloaded and unpacked, never installed. To be sourced; expects
# $work, the folder, which may be kept: what is in it is not downloaded again, the lists once a day.

work=$(realpath -m -- "${work:?the folder}")
suite=trixie # the first release with Compose v2, Redis 8 and exporters as new as the public images
archive=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)

private_apt() { # one at a time: tests that run at once share the folder
  flock "$work/lock" apt-get -qq -y -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists" \
    -o Dir::State::status=/dev/null -o Dir::Cache="$work" -o Dir::Cache::archives="$work/packages" -o APT::Sandbox::User=root \
    -o APT::Install-Recommends=false "$@"
}

fetch_lists() {
  if [[ -z $(find "$work/sources.list" -mtime -1 2>/dev/null) ]]; then
    mkdir -p "$work"/{lists,packages}/partial
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${archive:-http://deb.debian.org/debian} $suite main" >"$work/sources.list.new"
    mv "$work/sources.list.new" "$work/sources.list"
    private_apt update || { rm "$work/sources.list" && return 1; }
  fi
}
