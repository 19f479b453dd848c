#!/bin/sh
# Runs a freeciv server in the foreground: a console on standard input and output with the prompt
# "> ", an echo of every command, and a Lua interpreter that can print anything.
#   freeciv.sh          runs it; further arguments are its own
#   freeciv.sh check    says whether it is installed (status 0), and else how to (status 69)
# Environment: PORT (5556), BIND (127.0.0.1), LAB, the folder it may write to (a new one)
set -eu

server=/usr/games/freeciv-server

if [ ! -x "$server" ]; then
    echo "freeciv-server is not installed: run src/test/games/install.sh"
    exit 69
fi
if [ "${1-}" = check ]; then
    echo "freeciv-server: $server"
    exit 0
fi

LAB=${LAB:-$(mktemp -d)}
mkdir -p "$LAB/saves"
cd "$LAB"
# Without a terminal type, its readline shortens the echo of long commands.
export HOME="$LAB" TERM=xterm
set -- "$server" --bind "${BIND:-127.0.0.1}" --port "${PORT:-5556}" \
    --Announce none --saves "$LAB/saves" "$@"

# As root it exits at once; setpriv becomes it, so the process stays the one that was started.
if [ "$(id -u)" = 0 ]; then
    chown -R nobody: "$LAB"
    set -- setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"
fi
exec "$@"
