#!/bin/sh
# Boots a real systemd on a small machine of its own: boot.sh FOLDER. The folder becomes its root, with this machine's
# programs, read-only, and a network in which nobody else is. Ends with the machine; whoever ends this ends it. It needs
# root. Commands are run on it by `nsenter`, into all namespaces of the only child of this process.
set -eu
root=$1

mkdir -p "$root/usr" "$root/etc/systemd/system" "$root/var/lib" "$root/var/log/journal" "$root/run" "$root/proc" \
    "$root/sys" "$root/dev" "$root/tmp" "$root/root" "$root/opt"
# As of a root folder: others than root have to get in.
chmod 755 "$root"
for folder in bin sbin lib lib64; do
    ln -sfn "usr/$folder" "$root/$folder"
done
for file in passwd group shadow gshadow login.defs nsswitch.conf ld.so.cache; do
    if [ -e "/etc/$file" ]; then cp "/etc/$file" "$root/etc/"; fi
done
touch "$root/etc/machine-id" "$root/etc/os-release"
ln -sfn /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
# What this machine has installed is not the test's affair, and slow.
for unit in getty.target remote-fs.target nginx.service caddy.service redis-server.service systemd-networkd.service \
    systemd-resolved.service systemd-timesyncd.service systemd-logind.service; do
    ln -sfn /dev/null "$root/etc/systemd/system/$unit"
done

exec systemd-nspawn --quiet --directory="$root" --bind-ro=/usr --private-network --register=no --keep-unit --boot \
    --console=pipe < /dev/null
