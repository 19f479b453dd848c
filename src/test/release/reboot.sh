#!/bin/sh
# Starts a machine anew beneath a service whose game outlives its gateway: reboot.sh BINARY
#
# The native binary, its unit and the demo game are put on a small Debian, with a kernel of its own in an emulator: once
# the power fails, once it is rebooted in order, once that with a game that is left running. What the next gateway tells of
# the game is looked at from within. It takes ten minutes and an emulator, so it is not a part of the whole test run. It
# needs root, debootstrap, mke2fs and qemu-system-x86.
set -eu

say() { printf '%s\n' "reboot: $*"; }

here=$(cd "$(dirname "$0")/../../.." && pwd)
binary=$1
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root

say "a small Debian with a kernel"
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase --include=systemd-sysv,linux-image-cloud-amd64,initramfs-tools,dbus "$codename" "$root" \
    > "$work/log" || { cat "$work/log"; exit 1; }
chroot "$root" useradd --system --home-dir /var/lib/vintagestory --shell /usr/sbin/nologin vintagestory
install "$binary" "$root/usr/local/bin/vs-gateway"
install -m 644 "$here/docker/systemd/vs-gateway.service" "$root/etc/systemd/system/"
install -D -m 600 "$here/docker/systemd/vs-gateway.env" "$root/etc/vs-gateway/vs-gateway.env"
sed -i "$root/etc/vs-gateway/vs-gateway.env" \
    -e "s|^VS_API_KEY_ADMIN=.*|VS_API_KEY_ADMIN=of-a-machine-that-is-thrown-away|" \
    -e "s|^VS_GAME_COMMAND=.*|VS_GAME_COMMAND='/usr/local/bin/vs-gateway demo'|" \
    -e "s|^VS_GAME_WORKING_DIR=.*|VS_GAME_WORKING_DIR=/var/lib/vintagestory|" \
    -e '/^VS_GAME_STOP_ANNOUNCE/d'
install "$here/src/test/release/reboot-witness.sh" "$root/root/witness"
cat > "$root/etc/systemd/system/witness.service" << 'UNIT'
[Unit]
Description=Looks at the game after each start of the machine
After=vs-gateway.service
[Service]
Type=oneshot
ExecStart=/root/witness
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
TimeoutStartSec=600
[Install]
WantedBy=multi-user.target
UNIT
cat > "$root/etc/systemd/system/stranger.service" << 'UNIT'
[Unit]
Description=Takes the number that the game had
Before=vs-gateway.service
[Service]
Type=forking
ExecStart=/root/witness stranger
[Install]
WantedBy=multi-user.target
UNIT
chroot "$root" systemctl --quiet enable vs-gateway witness stranger
kernel=$(echo "$root"/boot/vmlinuz-*)
initial=$(echo "$root"/boot/initrd.img-*)
mke2fs -q -t ext4 -d "$root" "$work/disk" 2G > /dev/null

say "started four times"
timeout 1800 qemu-system-x86_64 -machine q35 -cpu max -smp 2 -m 1536 -nographic -nic none \
    -drive "file=$work/disk,if=virtio,format=raw" -kernel "$kernel" -initrd "$initial" \
    -append 'root=/dev/vda rw console=ttyS0 quiet systemd.show_status=false' < /dev/null | tee "$work/console" | grep --line-buffered -a 'witness:' || true
grep -aq 'witness: all is as it should be' "$work/console" || { tail -60 "$work/console"; say "FAILED"; exit 1; }
say "it is as it should be"
