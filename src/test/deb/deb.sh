#!/bin/sh
# Installs, upgrades, removes and purges the Debian package on a small Debian: deb.sh BINARY ROOT
#
# ROOT is a folder as debootstrap makes it; the package is tried in it with chroot. It needs root.
set -eu

here=$(cd "$(dirname "$0")/../../.." && pwd)
binary=$1 root=$2
work=$(mktemp -d)
# A native binary looks into /proc when it starts.
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"; rm -rf "$work"' EXIT
say() { printf '%s\n' "deb: $*"; }
fail() { say "FAILED: $*"; exit 1; }
within() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

say "built twice, and the same"
"$here/src/main/deb/build.sh" "$binary" 0.1.0-SNAPSHOT "$work/a" > /dev/null
"$here/src/main/deb/build.sh" "$binary" 0.1.0-SNAPSHOT "$work/b" > /dev/null
cmp "$work"/a/*.deb "$work"/b/*.deb || fail "two builds differ"
"$here/src/main/deb/build.sh" "$binary" 0.1.0 "$work/new" > /dev/null

say "installed"
cp "$work"/a/*.deb "$root/old.deb"
cp "$work"/new/*.deb "$root/new.deb"
within dpkg -i /old.deb | grep -q 'systemctl enable --now' || fail "it does not say how to go on"
[ "$(within stat -c %a:%U /etc/vs-gateway/vs-gateway.env)" = 600:root ] || fail "others can read the key"
within grep -q '^VS_API_KEY_ADMIN=.\{43,\}$' /etc/vs-gateway/vs-gateway.env || fail "there is no key"
within getent passwd vintagestory > /dev/null || fail "there is no user"
within vs-gateway version | grep -q '^vs-gateway ' || fail "it does not run"
within grep -q '^ExecStart=/usr/bin/vs-gateway$' /usr/lib/systemd/system/vs-gateway.service || fail "the unit starts something else"
within bash -c '. /usr/share/bash-completion/completions/vs-gateway && complete -p vs-gateway' > /dev/null || fail "bash completes nothing"
zcat "$root/usr/share/man/man1/vs-gateway.1.gz" > "$work/vs-gateway.1"
grep -q '^\.SS "vs\\-gateway attach' "$work/vs-gateway.1" || fail "the manual lacks commands"
if command -v groff > /dev/null; then
    faults=$(groff -man -ww -Tutf8 "$work/vs-gateway.1" 2>&1 > /dev/null)
    [ -z "$faults" ] || fail "$faults"
fi
within dpkg --verify vs-gateway || fail "files are not those of the package"

say "upgraded: the settings are the operator's"
within sh -c 'echo "VS_HTTP_PORT=9000" >> /etc/vs-gateway/vs-gateway.env'
before=$(within sha256sum /etc/vs-gateway/vs-gateway.env)
within dpkg -i /new.deb > "$work/upgrade" 2>&1 || { cat "$work/upgrade"; fail "it is not upgraded"; }
[ "$(within dpkg-query -W -f '${Version}' vs-gateway)" = 0.1.0 ] || fail "it is not the new version"
[ "$(within sha256sum /etc/vs-gateway/vs-gateway.env)" = "$before" ] || fail "the settings have changed"

say "removed, and purged: the world stays"
within install -d /var/lib/vintagestory/world
within dpkg -r vs-gateway > /dev/null
if within test -e /usr/bin/vs-gateway; then fail "the binary is left"; fi
within test -e /etc/vs-gateway/vs-gateway.env || fail "remove takes the settings"
within dpkg -P vs-gateway > /dev/null
if within test -e /etc/vs-gateway; then fail "purge leaves the settings"; fi
within test -d /var/lib/vintagestory/world || fail "the world is gone"
say "it is as it should be"
