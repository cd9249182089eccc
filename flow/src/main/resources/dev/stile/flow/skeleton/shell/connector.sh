#!/bin/sh
# A connector: each line of one file is an event, the action "append" writes a line to another.
#
# It speaks protocol 1: one JSON object a line on stdin and stdout. stdout belongs to the protocol;
# what people should read goes to stderr. The operation is the first argument.
set -eu
export LC_ALL=C # lengths are bytes

hello='{"type":"hello","protocol":1,"name":"file-lines","version":"0.1.0","operations":["auth-ok","act","reconcile","subscribe"],"capabilities":["nack","ack-through","gap"]}'

say() {
    printf '%s\n' "$1"
}

# A text of the request as it is in JSON, so that it can be put into JSON again. A quote inside a
# text has a backslash before it, so that no text can pass for a member.
text() {
    printf '%s\n' "$request" | sed -n 's/.*[{,]"'"$1"'":"\(\([^"\\]\|\\.\)*\)".*/\1/p'
}

number() {
    printf '%s\n' "$request" | sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p'
}

# A file that the settings name, else one in the state folder.
file() {
    named=$(text "$1")
    printf '%s\n' "${named:-$STILE_STATE_DIR/$2}"
}

read_request() {
    IFS= read -r request
}

# True, false, or anything else: only false asks a person for a new login.
auth_ok() {
    read_request
    if [ -w "$(dirname "$(file sink sink.jsonl)")" ]; then say true; else say false; fi
}

# Whether a line was written with this key. The key makes a repeated act harmless.
is_done() {
    [ -f "$sink" ] && grep -q "^{\"key\":\"$key\"," "$sink"
}

act() {
    read_request
    if [ "$(text action)" != append ]; then
        say '{"success":false,"code":"not_supported","error":"no such action"}'
        return
    fi
    sink=$(file sink sink.jsonl)
    key=$(text idempotency_key)
    is_done || say "{\"key\":\"$key\",\"text\":\"$(text text)\"}" >>"$sink"
    sync "$sink"
    say "{\"success\":true,\"summary\":\"one line appended\",\"output\":{},\"receipt\":{\"id\":\"$key\"}}"
}

# What became of an act whose answer was lost. The file is the truth, so "no" is final.
reconcile() {
    read_request
    sink=$(file sink sink.jsonl)
    key=$(text idempotency_key)
    if is_done; then
        say "{\"found\":true,\"output\":{},\"receipt\":{\"id\":\"$key\"}}"
    else
        say '{"found":false,"authoritative":true}'
    fi
}

size() {
    if [ -f "$source" ]; then wc -c <"$source" | tr -d ' '; else echo 0; fi
}

# Where to begin, in bytes. A cursor is the place behind the event that had it.
first_place() {
    place=$(text cursor)
    if [ -z "$place" ]; then
        place=0
        if [ "$(text start)" = now ]; then place=$(size); fi
    elif [ "$place" -gt "$(size)" ]; then
        say "{\"type\":\"gap\",\"after\":\"$place\",\"before\":\"0\",\"reason\":\"source_truncated\"}"
        place=0
    fi
}

# One event. The id is made of what the event is, so it stays the same.
tell() {
    digest=$(printf '%s\n' "$1" | sha256sum | cut -c 1-12)
    shown=$(printf '%s' "$1" | tr -d '\000-\037\177' | sed 's/[\\"]/\\&/g')
    begin=$place
    place=$((place + ${#1} + 1))
    say "{\"type\":\"event\",\"id\":\"$begin-$digest\",\"cursor\":\"$place\",\"kind\":\"message\",\"payload\":{\"message\":\"$shown\"}}"
}

# Tells whole lines behind the place, for ever. A line that somebody is still writing waits.
tell_all() {
    nap=
    # Asked to end before it has noted its nap, it waits that out: nothing is left behind.
    trap 'kill $nap 2>/dev/null || :; wait; exit' TERM
    first_place
    say "{\"type\":\"checkpoint\",\"cursor\":\"$place\"}" # a restart before the first event begins here
    spoke=$(date +%s)
    while :; do
        if [ "$(size)" -gt "$place" ]; then
            tail -c "+$((place + 1))" "$source" >"$TMPDIR/new"
            while IFS= read -r line; do tell "$line"; done <"$TMPDIR/new"
            spoke=$(date +%s)
        elif [ $(($(date +%s) - spoke)) -ge $((${silence:-60} / 3)) ]; then
            say '{"type":"health","status":"ok","caught_up":true}'
            spoke=$(date +%s)
        fi
        sleep 0.2 &
        nap=$!
        wait $nap
    done
}

subscribe() {
    read_request
    say "$hello"
    source=$(file source source.txt)
    silence=$(number silence_seconds)
    tell_all </dev/null &
    teller=$!
    # Acks and nacks need no answer here: a run that begins at a cursor tells all behind it.
    while IFS= read -r line; do :; done
    kill $teller # stdin ended: so does the program
    wait $teller || true
}

case "${1:-}" in
    hello) say "$hello" ;;
    auth-ok) auth_ok ;;
    act) act ;;
    reconcile) reconcile ;;
    subscribe) subscribe ;;
    *) exit 64 ;;
esac
