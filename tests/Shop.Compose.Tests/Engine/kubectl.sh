#!/usr/bin/env bash
# Puts Debian's kubectl into a folder: it renders what is meant for Kubernetes, no cluster is needed for that.
#
# Usage: kubectl.sh WORK_FOLDER FOLDER
set -euo pipefail

work=$1 folder=$2
# shellcheck source-path=SCRIPTDIR source=private-apt.sh
. "$(dirname "${BASH_SOURCE[0]}")/private-apt.sh"

if [[ -x $folder/kubectl ]]; then exit; fi
mkdir -p "$work" "$folder"
cd "$work"
fetch_lists
private_apt download kubectl
dpkg-deb --fsys-tarfile kubectl_*.deb | tar -x -O ./usr/bin/kubectl >"$folder/kubectl.new"
chmod +x "$folder/kubectl.new"
mv "$folder/kubectl.new" "$folder/kubectl"
rm kubectl_*.deb
