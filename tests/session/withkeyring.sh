#!/bin/sh
# Runs a command with a gnome-keyring of its own, unlocked, in a home of its own. Meant to stand behind
# `dbus-run-session --`: the keyring must not be the one of the person who runs the tests.
set -eu
home=$(mktemp -d "${TMPDIR:-/tmp}/leadline-keyring.XXXXXX")
keyring=
cleanup() {
    [ -z "$keyring" ] || kill "$keyring" 2>/dev/null || true
    rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

mkdir -m 700 "$home/run" "$home/data" "$home/config"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config"
unset DISPLAY WAYLAND_DISPLAY XDG_CURRENT_DESKTOP GNOME_KEYRING_CONTROL

printf 'test' >"$home/password"
gnome-keyring-daemon --foreground --unlock --components=secrets <"$home/password" >/dev/null 2>"$home/log" &
keyring=$!
export LEADLINE_KEYRING_PID=$keyring

owned() {
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
        string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true'
}
tries=0
until owned; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "gnome-keyring-daemon does not answer:"; cat "$home/log"; exit 1; } >&2
    sleep 0.1
done

status=0
"$@" || status=$?
exit "$status"
