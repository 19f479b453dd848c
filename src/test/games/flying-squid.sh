#!/bin/sh
# Runs flying-squid, a Minecraft server in Node, in the foreground: a readline console on standard
# input, colours and cursor movements on standard output even when that is a pipe.
#   flying-squid.sh          runs it; further arguments are Node's
#   flying-squid.sh check    says whether it is installed (status 0), and else how to (status 69)
# Environment: PORT (25565), BIND (127.0.0.1), LAB, the folder it may write to (a new one),
# VS_GAMES_HOME, where install.sh put it
set -eu

modules=${VS_GAMES_HOME:-${TMPDIR:-/tmp}/vs-games}/npm/node_modules

if ! command -v node >/dev/null || [ ! -d "$modules/flying-squid" ]; then
    echo "flying-squid is not installed in $modules: run src/test/games/install.sh"
    exit 69
fi
if [ "${1-}" = check ]; then
    echo "flying-squid: $modules/flying-squid"
    exit 0
fi

starter=$(cd "$(dirname "$0")" && pwd)/flying-squid.js
LAB=${LAB:-$(mktemp -d)}
mkdir -p "$LAB"
cd "$LAB"
# Its colours do not depend on the terminal that the test was started from.
export FORCE_COLOR=1 TERM=xterm
export HOME="$LAB" NODE_PATH="$modules" PORT="${PORT:-25565}" BIND="${BIND:-127.0.0.1}"
exec node "$@" "$starter"
