#!/usr/bin/env python3
"""A connector: each line of one file is an event, the action "append" writes a line to another.

It speaks protocol 1: one JSON object a line on stdin and stdout. stdout belongs to the protocol;
what people should read goes to stderr. The operation is the first argument.
"""
import fcntl, hashlib, json, os, select, sys, time

HELLO = {"type": "hello", "protocol": 1, "name": "file-lines", "version": "0.1.0",
         "operations": ["auth-ok", "act", "reconcile", "subscribe"],
         "capabilities": ["nack", "ack-through", "gap"]}
POLL_SECONDS = 0.2


def say(frame):
    sys.stdout.write(json.dumps(frame, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def path(request, name, usual):
    return request["settings"].get(name) or os.path.join(os.environ["STILE_STATE_DIR"], usual)


def auth_ok(request):
    """True, false, or anything else: only false asks a person for a new login."""
    say({"ok": os.access(os.path.dirname(path(request, "sink", "sink.jsonl")), os.R_OK | os.W_OK)})


def find(sink, key):
    """The line that was written with this key. The key makes a repeated act harmless."""
    sink.seek(0)
    for line in sink:
        if line.endswith("\n") and json.loads(line)["key"] == key:
            return json.loads(line)


def open_sink(request):
    sink = open(path(request, "sink", "sink.jsonl"), "a+", encoding="utf-8")
    fcntl.flock(sink, fcntl.LOCK_EX)  # two attempts may run at once
    return sink


def act(request):
    if request["action"] != "append":
        return say({"success": False, "code": "not_supported", "error": "no such action"})
    key = request["idempotency_key"]
    with open_sink(request) as sink:
        if find(sink, key) is None:
            sink.write(json.dumps({"key": key, "text": request["input"]["text"]}) + "\n")
            sink.flush()
            os.fsync(sink.fileno())
    say({"success": True, "summary": "one line appended", "output": {}, "receipt": {"id": key}})


def reconcile(request):
    """What became of an act whose answer was lost. The file is the truth, so "no" is final."""
    with open_sink(request) as sink:
        line = find(sink, request["idempotency_key"])
    say({"found": True, "output": {}, "receipt": {"id": line["key"]}} if line
        else {"found": False, "authoritative": True})


class Host:
    """The lines that the host writes while a stream runs: acks, nacks, in the end nothing."""

    def __init__(self):
        self.rest = b""
        self.open = True

    def lines(self, seconds):
        """What came within that time."""
        if select.select([0], [], [], seconds)[0]:
            chunk = os.read(0, 65536)
            self.open = bool(chunk)
            *lines, self.rest = (self.rest + chunk).split(b"\n")
            return [json.loads(line) for line in lines if line.strip()]
        return []


def first_place(request, source):
    """Where to begin, in bytes. A cursor is the place behind the event that had it."""
    size = os.path.getsize(source) if os.path.exists(source) else 0
    if "cursor" in request:
        place = int(request["cursor"])
        if place <= size:
            return place
        say({"type": "gap", "after": request["cursor"], "before": "0", "reason": "source_truncated"})
        return 0
    return size if request.get("start") == "now" else 0


def read_events(source, place, most):
    """Whole lines behind a place. The id is made of what the event is, so it stays the same."""
    if most <= 0 or not os.path.exists(source):
        return
    with open(source, "rb") as file:
        file.seek(place)
        for line in file.readlines(most * 200)[:most]:
            if not line.endswith(b"\n"):
                return  # somebody is still writing it
            digest = hashlib.sha256(line).hexdigest()[:12]
            after = place + len(line)
            text = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
            yield {"type": "event", "id": f"{place}-{digest}", "cursor": str(after),
                   "kind": "message", "payload": {"message": text[:4000]}}
            place = after


def subscribe(request, host):
    say(HELLO)
    source = path(request, "source", "source.txt")
    limits = request.get("limits", {})
    waiting = {}  # told and not acknowledged: cursors by id
    place = first_place(request, source)
    say({"type": "checkpoint", "cursor": str(place)})  # a restart before the first event begins here
    spoke = time.monotonic()
    while host.open:
        for line in host.lines(POLL_SECONDS):
            if line.get("op") == "ack" and line.get("through"):
                waiting = {name: at for name, at in waiting.items() if at > int(line["cursor"])}
            elif line.get("op") in ("ack", "nack"):
                waiting.pop(line.get("event_id"), None)  # unknown and repeated ones are fine
        room = limits.get("max_in_flight", 64) - len(waiting)
        for event in read_events(source, place, room):
            say(event)
            place = waiting[event["id"]] = int(event["cursor"])
            spoke = time.monotonic()
        if time.monotonic() - spoke > limits.get("silence_seconds", 60) / 3:
            say({"type": "health", "status": "ok", "caught_up": not waiting})
            spoke = time.monotonic()


def main():
    operation = sys.argv[1] if len(sys.argv) > 1 else ""
    one_shots = {"auth-ok": auth_ok, "act": act, "reconcile": reconcile}
    if operation == "hello":
        say(HELLO)
    elif operation in one_shots:
        one_shots[operation](json.loads(sys.stdin.readline()))
    elif operation == "subscribe":
        host, lines = Host(), []
        while host.open and not lines:
            lines = host.lines(30)
        for request in lines[:1]:
            subscribe(request, host)
    else:
        sys.exit(64)


main()
