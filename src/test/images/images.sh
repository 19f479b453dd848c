#!/bin/sh
# Builds the images with Debian's buildah and runs them: images.sh JDK BASE [BINARY]
#
# The image with a Java runtime is made of target/quarkus-app; with BINARY, the native one, too, whose stage that builds gets
# this binary instead of building one. The base images are not pulled: Debian's own is BASE, a folder made by base.sh, and what
# others have on top of it is this machine's JDK. No container engine is needed to run an image: namespaces, a root folder that can
# only be read, and no rights. It needs root and buildah.
set -eu

here=$(cd "$(dirname "$0")/../../.." && pwd)
key=admin-key-0123456789abcdef
say() { printf '%s\n' "images: $*"; }
fail() {
    say "FAILED: $*"
    if [ -f "$work/out" ]; then tail -n 40 "$work/out"; fi
    exit 1
}

# The first process of its container: run.sh --inside ROOT DATA ENVIRONMENT COMMAND...
if [ "${1:-}" = --inside ]; then
    root=$2 data=$3 environment=$4
    shift 4
    mount --make-rprivate /
    mount --bind "$root" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero random urandom; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    ln -s /proc/self/fd "$root/dev/fd"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount --bind "$data" "$root/data"
    mount -o remount,bind,ro "$root"
    ip link set lo up
    # Each line of the file is a variable; none has a blank in it, or it is not of the image.
    set -f
    IFS='
'
    # shellcheck disable=SC2046
    exec chroot "$root" setpriv --reuid=10001 --regid=10001 --clear-groups --inh-caps=-all --bounding-set=-all \
        --no-new-privs -- env -i $(cat "$environment") sh -c 'cd /data && exec "$@"' run "$@"
fi

jdk=$(readlink -f "$1")
base=$2
binary=${3:-}
work=$(mktemp -d)
chmod 755 "$work"
# Its own store: nothing of this machine's is touched, and nothing is left.
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot CONTAINERS_STORAGE_CONF="$work/storage.conf"
printf '[storage]\ndriver = "vfs"\nrunroot = "%s/run"\ngraphroot = "%s/store"\n' "$work" "$work" > "$work/storage.conf"
clean() {
    # unshare heeds no SIGTERM while it waits.
    # shellcheck disable=SC2046
    kill -KILL $(cat "$work"/*.pid 2> /dev/null) 2> /dev/null || true
    buildah rm --all > /dev/null 2>&1 || true
    umount "$work"/store/vfs/dir/* 2> /dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean EXIT

# image NAME FOLDER [CONFIG...]: what the folder holds, as an image of that name
image() {
    name=$1 folder=$2
    shift 2
    container=$(buildah from --pull-never scratch)
    buildah add --quiet "$container" "$folder" / > /dev/null
    [ $# = 0 ] || buildah config "$@" "$container"
    buildah commit --quiet --format docker --rm "$container" "$name" > /dev/null
}

say "base images"
image docker.io/library/debian:12-slim "$base"

# built DOCKERFILE: builds it as it stands, as `image`
built() {
    buildah bud --quiet --pull-never --format docker --build-arg VERSION=0 -f "$here/docker/$1" -t vs-gateway-test "$here" > "$work/build" 2>&1 \
        || { cat "$work/build"; fail "$1 was not built"; }
}

# told WHAT: what the image says, by its template
told() { buildah inspect --type image --format "$1" vs-gateway-test; }

# start NAME ADDITIONAL...: a container of the image, with more variables
start() {
    name=$1
    shift
    # Now, and not when the shell that is started below does it: what the one before said is not waited for.
    : > "$work/out"
    told '{{range .Docker.Config.Env}}{{println .}}{{end}}' > "$work/$name.env"
    for variable in "$@"; do printf '%s\n' "$variable" >> "$work/$name.env"; done
    # shellcheck disable=SC2046
    unshare --mount --pid --ipc --uts --net --fork --kill-child "$here/src/test/images/images.sh" --inside "$root" "$data" \
        "$work/$name.env" $(told '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}') serve > "$work/out" 2>&1 &
    echo $! > "$work/$name.pid"
}

# first NAME: the number that its first process has here
first() { pgrep -P "$(cat "$work/$1.pid")" | head -n 1; }

# await TEXT [FILE]: until the output has it, or what else is in that file
await() {
    for _ in $(seq 1200); do
        if grep -qs "$1" "${2:-$work/out}"; then return; fi
        sleep 0.1
    done
    fail "there was no \"$1\""
}

# in NAME COMMAND...: in its namespaces, as its user
in_container() {
    pid=$(first "$1")
    shift
    set -f
    # shellcheck disable=SC2046
    (IFS='
'; exec nsenter -t "$pid" --mount --pid --net --root setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs \
        -- env -i -C /data $(cat "$work/one.env") "$@")
}

status() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$(first "$1")/status"; }
is() { [ "$2" = "$3" ] || fail "$1 is \"$2\", not \"$3\""; }

# checked GAME: what every image of the gateway promises
checked() {
    game=$1
    container=$(buildah from --pull-never vs-gateway-test)
    root=$(buildah mount "$container")
    data="$work/data"
    rm -rf "$data"
    install -d -o 10001 -g 10001 -m 770 "$data"

    start one "VS_API_KEY_ADMIN=$key" "VS_GAME_COMMAND=$game"
    await 'listens on'
    is "the first process" "$(status one NSpid | awk '{print $NF}')" 1
    is "its user" "$(status one Uid)" "$(printf '10001\t10001\t10001\t10001')"
    for set in CapInh CapPrm CapEff CapBnd CapAmb; do is "$set" "$(status one $set)" 0000000000000000; done
    is NoNewPrivs "$(status one NoNewPrivs)" 1
    if nsenter -t "$(first one)" --mount --root touch /usr/x 2> "$work/touch"; then fail "/ can be written"; fi
    grep -q 'Read-only' "$work/touch" || fail "$(cat "$work/touch")"

    say "health, every thirty seconds"
    told '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' | sed 1d > "$work/health"
    [ -s "$work/health" ] || fail "the image has no health check"
    # Each line of it is a word.
    set --
    while IFS= read -r word; do set -- "$@" "$word"; done < "$work/health"
    in_container one "$@" || fail "it is not healthy"

    say "SIGTERM saves the game and tells clients"
    rm -f "$work/watch"
    nsenter -t "$(first one)" --net "$jdk/bin/java" "$here/src/test/images/Watch.java" \
        'ws://127.0.0.1:8080/api/v1alpha1/console/ws?format=json' "$key" > "$work/watch" 2>&1 &
    watch=$!
    await '"type"' "$work/watch"
    # shellcheck disable=SC2046
    in_container one $(told '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}') send --help > /dev/null || fail "its commands do not run"
    command='{"command":"/time"}'
    answer=$(printf 'POST /api/v1alpha1/console/command HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
        "$key" "${#command}" "$command" | in_container one bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080; cat >&3; cat <&3')
    printf '%s' "$answer" | grep -q ' 202 Accepted' || fail "a command was not taken: $answer"

    say "no second one on the same data meanwhile"
    mv "$work/out" "$work/out.one"
    start two "VS_API_KEY_ADMIN=$key" "VS_GAME_COMMAND=$game"
    wait "$(cat "$work/two.pid")" && fail "there are two on the same data"
    grep -q 'already used\|in use\|another gateway' "$work/out" || fail "it does not say why"
    rm "$work/two.pid"
    mv "$work/out.one" "$work/out"

    kill -TERM "$(first one)"
    code=0
    wait "$(cat "$work/one.pid")" || code=$?
    rm "$work/one.pid"
    is "its exit code" "$code" 143
    wait "$watch" || fail "$(cat "$work/watch")"
    grep -q 'Stopped the server!' "$work/watch" || fail "the last words of the game were not seen: $(tail -n 5 "$work/watch")"
    is "the last that clients hear" "$(tail -n 1 "$work/watch")" "closed with 1001"
    grep -q '"action":"/time"' "$data/audit.log" || fail "the audit log has no command"

    say "another one on the same data afterwards"
    start two "VS_API_KEY_ADMIN=$key" "VS_GAME_COMMAND=$game"
    await 'listens on'
    await 'game started'
    kill -TERM "$(first two)"
    wait "$(cat "$work/two.pid")" || true
    rm "$work/two.pid"

    say "without a game it says what is missing"
    start two "VS_API_KEY_ADMIN=$key"
    wait "$(cat "$work/two.pid")" && fail "it started without a game"
    grep -q 'VS_GAME_COMMAND' "$work/out" || fail "it does not say what is missing"
    rm "$work/two.pid"
    buildah umount "$container" > /dev/null
    buildah rm "$container" > /dev/null
}

say "the image with a Java runtime"
jre="$work/jre"
mkdir -p "$jre"
cp -a "$base/." "$jre"
mkdir -p "$jre/opt/java"
cp -a "$jdk" "$jre/opt/java/openjdk"
rm -rf "$jre/opt/java/openjdk/jmods" "$jre/opt/java/openjdk/lib/src.zip"
image docker.io/library/eclipse-temurin:25-jre "$jre" --env JAVA_HOME=/opt/java/openjdk \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
built Dockerfile.jvm
checked 'java -XX:TieredStopAtLevel=1 -Xmx64m -jar /app/quarkus-run.jar demo --rate 0'

if [ -n "$binary" ]; then
    say "the image of the native binary"
    maven="$work/maven"
    builder="$work/builder"
    cp -a "$base/." "$builder"
    mkdir -p "$maven/usr/share/maven/bin" "$builder/native"
    # In place of the build.
    printf '#!/bin/sh\nmkdir target\ncp /native/runner target/vs-gateway-0-runner\n' > "$maven/usr/share/maven/bin/mvn"
    chmod 755 "$maven/usr/share/maven/bin/mvn"
    cp "$binary" "$builder/native/runner"
    chmod 755 "$builder/native/runner"
    install -d -o 1001 -m 755 "$builder/project"
    image docker.io/library/maven:3.9-eclipse-temurin-25 "$maven"
    image quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25 "$builder"
    built Dockerfile.native
    checked 'vs-gateway demo --rate 0'
fi
say "both are as they should be"
