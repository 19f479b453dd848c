#!/bin/sh
# Makes a Debian package of the native binary: src/main/deb/build.sh BINARY VERSION FOLDER
#
# The package has the binary, the unit, the manual page, completions for bash and zsh, the docs and what they refer to. It needs
# dpkg-deb, as each Debian has it. The same binary gives the same package, byte for byte.
set -eu

here=$(cd "$(dirname "$0")/../../.." && pwd)
binary=$1 version=$2 folder=$3
arch=$(dpkg --print-architecture)
# 0.2.0~snapshot is before 0.2.0.
version=$(printf '%s' "$version" | sed 's/-SNAPSHOT$/~snapshot/; s/-/~/g')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/vs-gateway"
doc="$root/usr/share/doc/vs-gateway"

install -D -m 755 "$binary" "$root/usr/bin/vs-gateway"

install -d -m 755 "$root/usr/lib/systemd/system"
sed 's#/usr/local/bin/#/usr/bin/#' "$here/docker/systemd/vs-gateway.service" > "$root/usr/lib/systemd/system/vs-gateway.service"

install -d -m 755 "$root/usr/share/man/man1" "$root/usr/share/bash-completion/completions" \
    "$root/usr/share/zsh/vendor-completions"
"$binary" help --man | gzip -9n > "$root/usr/share/man/man1/vs-gateway.1.gz"
"$binary" completion bash > "$root/usr/share/bash-completion/completions/vs-gateway"
# zsh reads this file when the command is first completed: it runs the script for bash, and then completes.
{
    printf '#compdef vs-gateway\nautoload -Uz bashcompinit && bashcompinit\n'
    "$binary" completion bash
    # shellcheck disable=SC2016
    printf '_bash_complete -o default -F _complete_vs-gateway "$@"\n'
} > "$root/usr/share/zsh/vendor-completions/_vs-gateway"

install -d -m 755 "$doc/examples"
cp "$here/src/docs/"*.md "$doc/"
cp -r "$here/src/docs/how-to" "$doc/"
install -m 644 "$here/docker/systemd/vs-gateway.env" "$doc/examples/"
cp -r "$here/docker/nginx" "$here/docker/caddy" "$here/docker/grafana" "$here/docker/prometheus" "$doc/examples/"
gzip -9nf "$doc/changelog.md"
{
    printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: vs-gateway\n\n'
    printf 'Files: *\nCopyright: the authors of vs-gateway and of the libraries in it\nLicense: Apache-2.0\n'
    printf ' On Debian systems, the text of this license is in /usr/share/common-licenses/Apache-2.0.\n'
    printf ' The licenses of the libraries are in /usr/share/doc/vs-gateway/licenses.\n'
} > "$doc/copyright"
cp -r "$here/src/main/resources/META-INF/licences" "$doc/licenses"
find "$root/usr/share" -type d -exec chmod 755 {} +
find "$root/usr/share" "$root/usr/lib" -type f -exec chmod 644 {} +

install -d -m 755 "$root/DEBIAN"
size=$(du -sk --apparent-size "$root" | cut -f 1)
cat > "$root/DEBIAN/control" <<END
Package: vs-gateway
Version: $version
Architecture: $arch
Maintainer: The authors of vs-gateway <vs-gateway@example.org>
Installed-Size: $size
Depends: libc6 (>= 2.34), zlib1g
Recommends: openssl
Suggests: nginx | caddy
Section: net
Priority: optional
Description: real-time gateway of a Vintage Story game server
 It runs beside the game process and lets authorised people watch the console
 live, send commands, and exchange typed game events over WebSocket.
END

# The settings are made once and belong to the operator: no conffile, so that an upgrade asks nothing.
cat > "$root/DEBIAN/postinst" <<'END'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
    if ! getent passwd vintagestory > /dev/null; then
        useradd --system --home-dir /var/lib/vintagestory --shell /usr/sbin/nologin vintagestory
    fi
    settings=/etc/vs-gateway/vs-gateway.env
    if [ ! -e "$settings" ]; then
        install -d -m 755 /etc/vs-gateway
        key=$(head -c 32 /dev/urandom | base64)
        umask 077
        sed "s|^VS_API_KEY_ADMIN=.*|VS_API_KEY_ADMIN=$key|" /usr/share/doc/vs-gateway/examples/vs-gateway.env > "$settings"
        echo "vs-gateway: read $settings through, then: systemctl enable --now vs-gateway"
    fi
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        # A restart would stop the game under its players.
        if [ -n "$2" ] && systemctl is-active --quiet vs-gateway; then
            echo "vs-gateway: the new version runs after: systemctl restart vs-gateway"
        fi
    fi
fi
END
cat > "$root/DEBIAN/prerm" <<'END'
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl disable --now vs-gateway
fi
END
# Neither the world nor the audit is ever deleted.
cat > "$root/DEBIAN/postrm" <<'END'
#!/bin/sh
set -e
if [ "$1" = purge ]; then
    rm -rf /etc/vs-gateway
fi
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
fi
END
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"

# The time at which the sources say that they were made.
stamp=$(sed -n 's#.*<project.build.outputTimestamp>\(.*\)</project.build.outputTimestamp>.*#\1#p' "$here/pom.xml")
SOURCE_DATE_EPOCH=$(date -u -d "$stamp" +%s)
export SOURCE_DATE_EPOCH
find "$root" -exec touch -hd "$stamp" {} +
mkdir -p "$folder"
dpkg-deb --root-owner-group -Zxz --build "$root" "$folder/vs-gateway_${version}_$arch.deb"
