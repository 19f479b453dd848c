#!/bin/sh
# Runs a dedicated OpenTTD server in the foreground on a small map: commands on standard input,
# answers on standard output, its log on standard error.
#   openttd.sh          runs it; further arguments are its own
#   openttd.sh check    says whether it is installed (status 0), and else how to (status 69)
# Environment: PORT (3979), BIND (127.0.0.1), LAB, the folder it may write to (a new one)
set -eu

server=/usr/games/openttd

if [ ! -x "$server" ] || [ ! -e /usr/share/games/openttd/baseset/opengfx ]; then
    echo "openttd with openttd-opengfx is not installed: run src/test/games/install.sh"
    exit 69
fi
if [ "${1-}" = check ]; then
    echo "openttd: $server"
    exit 0
fi

LAB=${LAB:-$(mktemp -d)}
mkdir -p "$LAB"
cd "$LAB"
export HOME="$LAB" XDG_DATA_HOME="$LAB" XDG_CONFIG_HOME="$LAB"
if [ ! -e openttd.cfg ]; then
    cat >openttd.cfg <<'CFG'
[network]
server_name = vs-gateway test
client_name = console
server_game_type = local
min_active_clients = 0
[misc]
language = english.lng
[game_creation]
map_x = 7
map_y = 7
CFG
fi
exec "$server" -D "${BIND:-127.0.0.1}:${PORT:-3979}" -c "$LAB/openttd.cfg" \
    -I OpenGFX -s null -m null "$@"
