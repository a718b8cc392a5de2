#!/bin/sh
# Run by the development container's build, as root. VERSION is an option of the
# feature.
set -eu
apt-get update -q
apt-get install -y -q --no-install-recommends bash ca-certificates curl clang-tidy-22
# The script of the release is beside this one, see packaging/README.md.
bash "$(dirname "$0")/install_release" --version "$VERSION"
rm -rf /var/lib/apt/lists/*
