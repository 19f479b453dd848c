#!/bin/sh
# README's first command as one has it who has just installed Debian: from-nothing.sh JDK
# And its second one, which takes half an hour: from-nothing.sh JDK verify
#
# A root folder is made that holds Debian's Maven and the JDK 25 whose folder is named, and nothing else: no Node, no npm.
# There an ordinary user builds the gateway from what is committed or waits to be, without a network (the libraries that Maven
# has here can be read there), starts it, and ends Maven.
# It needs root and debootstrap.
set -eu

say() { printf '%s\n' "from nothing: $*"; }

user=10000

if [ "${1:-}" = --inside ]; then
    root=$2
    command=$4
    mount -t proc proc /proc
    mount --bind /proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount --bind -o ro "$3" "$root/usr/lib/jvm/jdk-25"
    mount --bind -o ro ~/.m2/repository "$root/home/op/.m2/repository"
    mount -t tmpfs tmpfs "$root/tmp"
    ip link set lo up
    # Of the group of root, so that Maven's libraries can be read; and wherever those came from, they are good (-llr).
    set -- chroot --userspec="$user:$user" --groups=0 "$root" env -i HOME=/home/op PATH=/usr/bin:/bin LC_ALL=C.UTF-8 sh -c
    if [ "$command" = verify ]; then
        # Not in place of this shell, which waits for the orphans of this namespace.
        "$@" 'cd ~/vs-gateway && exec mvn -o -llr -B -ntp verify'
        exit
    fi
    "$@" 'cd ~/vs-gateway && exec mvn -o -llr -B -ntp -Prun' > "$root/out" 2>&1 &
    maven=$!
    until grep -q 'listens on' "$root/out"; do
        if ! kill -0 "$maven" 2> /dev/null; then cat "$root/out"; exit 1; fi
        sleep 1
    done
    "$@" 'cd ~/vs-gateway && /usr/lib/jvm/jdk-25/bin/java -jar target/quarkus-app/quarkus-run.jar health'
    say "SIGTERM to Maven, and nothing is left"
    kill -TERM "$maven"
    wait "$maven" || true
    for _ in $(seq 60); do
        pgrep -U "$user" > /dev/null || exit 0
        sleep 1
    done
    ps -fU "$user"
    exit 1
fi

here=$(cd "$(dirname "$0")/../../.." && pwd)
jdk=$(readlink -f "$1")
root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
chmod 755 "$root"

say "Debian's Maven, and nothing else"
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
debootstrap --variant=minbase --include=maven "$codename" "$root" > "$root.log" || { cat "$root.log"; exit 1; }
rm "$root.log"
if chroot "$root" sh -c 'command -v node || command -v npm'; then exit 1; fi
# Java looks there for the folder of the user.
chroot "$root" useradd --uid "$user" --create-home op
mkdir -p "$root/usr/lib/jvm/jdk-25" "$root/home/op/.m2/repository" "$root/home/op/vs-gateway"
(cd "$here" && git ls-files -z --cached --others --exclude-standard | tar -c --null -T -) | tar -x -C "$root/home/op/vs-gateway"
chown -R "$user:$user" "$root/home/op"

for command in run ${2:+"$2"}; do
    say "README's command to $command, as an ordinary user"
    unshare --mount --pid --net --fork --kill-child "$0" --inside "$root" "$jdk" "$command"
done
