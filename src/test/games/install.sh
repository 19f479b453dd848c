#!/bin/sh
# Installs the real games that the integration tests drive: freeciv-server, OpenTTD and flying-squid.
# Run it once, as root for the Debian packages; run again, it installs only what is missing.
# The npm packages go to ${VS_GAMES_HOME:-${TMPDIR:-/tmp}/vs-games}/npm.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=${VS_GAMES_HOME:-${TMPDIR:-/tmp}/vs-games}

lacks() {
    ! "$here/$1.sh" check >/dev/null 2>&1
}

packages=
if lacks freeciv; then packages="$packages freeciv-server"; fi
if lacks openttd; then packages="$packages openttd openttd-opengfx"; fi
if lacks flying-squid && ! command -v npm >/dev/null; then packages="$packages nodejs npm"; fi
if [ -n "$packages" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 update
    # One word per package.
    # shellcheck disable=SC2086
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $packages
fi

if lacks flying-squid; then
    mkdir -p "$home/npm"
    cd "$home/npm"
    [ -e package.json ] || npm init -y >/dev/null
    npm install --no-audit --no-fund flying-squid@1.12.0 mineflayer@4.39.0
fi

for game in freeciv openttd flying-squid; do
    "$here/$game.sh" check
done
