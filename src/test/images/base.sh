#!/bin/sh
# Makes a small Debian in a folder: base.sh FOLDER. It stands in for debian:12-slim, which is made in the same way. It needs
# root and debootstrap.
set -eu
base=$1
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase --include=zlib1g "$codename" "$base" > "$base.log" || { cat "$base.log"; exit 1; }
rm -rf "$base.log" "$base"/var/cache/apt/*.bin "$base"/var/cache/apt/archives/*.deb "$base"/var/lib/apt/lists/* \
    "$base/usr/share/locale" "$base/usr/share/man"
chmod 755 "$base"
