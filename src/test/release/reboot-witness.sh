#!/bin/sh
# Runs on the machine of reboot.sh, at each of its starts: looks at what the gateway tells of the game's end, and ends the
# machine in the next way. With the word `stranger`, a process takes the number that the game had before.
set -eu

notes=/var/lib/witness
game=/var/lib/vs-gateway/game/game
say() { echo "witness: $*"; }
pid_of_game() { tail -n 1 "$game" | cut -d ' ' -f 1; }

if [ "${1:-}" = stranger ]; then
    if [ -e "$notes/pid" ]; then
        before=$(cat "$notes/pid")
        for _ in $(seq 100); do
            echo $((before - 1)) > /proc/sys/kernel/ns_last_pid
            sleep infinity &
            [ $! != "$before" ] || exit 0
            kill $!
        done
        exit 1
    fi
    sleep infinity &
    exit 0
fi

fail() {
    say "FAILED: $*"
    vs-gateway logs --lines 60 2>&1 || true
    journalctl -u vs-gateway -n 40 --no-pager || true
    systemctl poweroff --force --force
    exit 1
}

# How often the console has such a line, of all starts; those of the gateway are not among what `logs` prints.
count() { vs-gateway logs --lines 5000 2>&1 | grep -c -- "$1" || true; }

expect() {
    found=$(count "$2")
    [ "$found" = "$1" ] || fail "$found and not $1 times: $2"
    say "  $1 × $2"
}

set -a
# shellcheck disable=SC1091
. /etc/vs-gateway/vs-gateway.env
set +a
mkdir -p "$notes"
start=$(($(cat "$notes/start" 2> /dev/null || echo 0) + 1))
echo "$start" > "$notes/start"
say "start $start of the machine"
tries=0
until vs-gateway health ready > /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 120 ] || fail "the game is not ready"
    sleep 1
done
if [ -e "$notes/pid" ]; then
    before=$(cat "$notes/pid")
    [ "$(cat "/proc/$before/comm")" = sleep ] || fail "the stranger with the number $before does not run"
    [ "$(pid_of_game)" != "$before" ] || fail "the game has the stranger's number"
    say "  a stranger has the number $before, and lives"
fi
anew='the machine was started anew, and the game ended: exit code unknown, last output at'
case $start in
    1)
        vs-gateway send '/announce before the power fails'
        sleep 1
        pid_of_game > "$notes/pid"
        sync
        say "the power fails"
        sleep 1
        echo 1 > /proc/sys/kernel/sysrq
        echo b > /proc/sysrq-trigger
        sleep 60
        ;;
    2)
        expect 1 'group 0: before the power fails$'
        expect 1 "$anew"
        vs-gateway send '/announce before the reboot'
        sleep 1
        pid_of_game > "$notes/pid"
        say "a reboot"
        systemctl reboot
        ;;
    3)
        expect 1 'group 0: before the reboot$'
        expect 1 "$anew"
        expect 1 'game stopped, exit code 0$'
        echo VS_GAME_ON_EXIT=leave >> /etc/vs-gateway/vs-gateway.env
        systemctl restart vs-gateway
        until vs-gateway health ready > /dev/null; do sleep 1; done
        vs-gateway send '/announce before the reboot that leaves it running'
        sleep 1
        pid_of_game > "$notes/pid"
        say "a reboot that leaves the game running"
        systemctl reboot
        ;;
    4)
        expect 1 'group 0: before the reboot that leaves it running$'
        expect 1 'the gateway ends and leaves the game running'
        expect 1 'the machine was started anew, and the game ended: exit code 143, at '
        vs-gateway logs --lines 5000 2>&1 | grep -A 12 'leaves the game running' | sed 's/^/witness:   /'
        say "all is as it should be"
        systemctl poweroff
        ;;
esac
