#!/bin/sh
# Runs a command with the file system of a container: the system read-only, private folders for what is
# temporary, and of the rest only the named folders, at their own places. To be run in a mount namespace
# of its own, as root.
#   container.sh FOLDER... -- COMMAND...
set -eu

# Set aside first: some of them may lie below what is hidden next.
mount -t tmpfs -o mode=755 tmpfs /mnt
count=0
list=
while [ "$1" != -- ]; do
    count=$((count + 1))
    mkdir "/mnt/$count"
    mount --bind "$1" "/mnt/$count"
    list="$list$1
"
    shift
done
shift

for private in /tmp /var/tmp /run /home /root /srv; do
    mount -t tmpfs -o mode=1777 tmpfs "$private"
done

count=0
printf '%s' "$list" | while IFS= read -r folder; do
    count=$((count + 1))
    mkdir -p "$folder"
    mount --move "/mnt/$count" "$folder"
done
umount /mnt

mount -o remount,bind,ro /
ip link set lo up
cd /tmp
exec "$@"
