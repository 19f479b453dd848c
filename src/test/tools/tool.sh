#!/bin/sh
# Says where a tool is that tests use: tool.sh NAME prints its path (status 0), or that it is not
# installed (status 69).
set -eu

home=${VS_TOOLS_HOME:-${TMPDIR:-/tmp}/vs-tools}
name=$1
case $name in
    dockerfile-utils | dclint) path=$home/node_modules/.bin/$name ;;
    kubectl | helm) path=$home/$name/$name ;;
    # One that the web console can be built with, which Debian's is not.
    node)
        for path in "$home/node_modules/.bin/node" "$(command -v node || true)" ''; do
            if [ -x "$path" ] && "$path" -e '
                const [major, minor] = process.versions.node.split(".").map(Number)
                process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then break; fi
        done
        ;;
    # A library: the folder that NODE_PATH is to name.
    ws) path=$home/node_modules/ws ;;
    # Debian's own Python, which has the library.
    python3-websockets)
        path=/usr/bin/python3
        "$path" -c 'import websockets' 2>/dev/null || path=
        ;;
    # Not on the path of every user.
    nginx) path=/usr/sbin/nginx ;;
    *) path=$(command -v "$name" || true) ;;
esac
if [ ! -x "$path" ]; then
    echo "$name is not installed: run src/test/tools/install.sh"
    exit 69
fi
echo "$path"
