#!/usr/bin/env bash
# Puts Docker's Compose and build plugins of Debian into a folder, for a Docker command line that lacks them.
#
# Usage: compose-plugin.sh WORK_FOLDER PLUGIN_FOLDER
set -euo pipefail

work=$1 plugins=$2
# shellcheck source-path=SCRIPTDIR source=private-apt.sh
. "$(dirname "${BASH_SOURCE[0]}")/private-apt.sh"

mkdir -p "$work" "$plugins"
cd "$work"
fetch_lists
private_apt download docker-compose docker-buildx
for package in docker-compose_*.deb docker-buildx_*.deb; do
  dpkg-deb --extract "$package" plugins
done
mv plugins/usr/libexec/docker/cli-plugins/docker-{compose,buildx} "$plugins/"
rm -rf plugins docker-{compose,buildx}_*.deb
