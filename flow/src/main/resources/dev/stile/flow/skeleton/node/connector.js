#!/usr/bin/env node
// A connector: each line of one file is an event, the action "append" writes a line to another.
//
// It speaks protocol 1: one JSON object a line on stdin and stdout. stdout belongs to the
// protocol; what people should read goes to stderr. The operation is the first argument.
"use strict";

const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const readline = require("readline");

const HELLO = {
  type: "hello", protocol: 1, name: "file-lines", version: "0.1.0",
  operations: ["auth-ok", "act", "reconcile", "subscribe"],
  capabilities: ["nack", "ack-through", "gap"],
};
const POLL_MS = 200;

// Written at once, also when stdout is a pipe and the program ends right after it.
function say(frame) {
  let rest = Buffer.from(JSON.stringify(frame) + "\n");
  while (rest.length > 0) {
    try {
      rest = rest.subarray(fs.writeSync(1, rest));
    } catch (full) {
      if (full.code !== "EAGAIN") throw full;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); // the host does not read now
    }
  }
}

function file(request, name, usual) {
  return request.settings[name] || path.join(process.env.STILE_STATE_DIR, usual);
}

// True, false, or anything else: only false asks a person for a new login.
function authOk(request) {
  try {
    fs.accessSync(path.dirname(file(request, "sink", "sink.jsonl")), fs.constants.W_OK);
    say({ ok: true });
  } catch (refused) {
    say({ ok: false, detail: refused.code });
  }
}

// The line that was written with this key. The key makes a repeated act harmless.
function find(sink, key) {
  if (!fs.existsSync(sink)) return undefined;
  const whole = fs.readFileSync(sink, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line)).find((line) => line.key === key);
}

function act(request) {
  if (request.action !== "append") {
    say({ success: false, code: "not_supported", error: "no such action" });
    return;
  }
  const key = request.idempotency_key;
  const sink = file(request, "sink", "sink.jsonl");
  if (find(sink, key) === undefined) {
    const handle = fs.openSync(sink, "a", 0o600);
    fs.writeSync(handle, JSON.stringify({ key, text: request.input.text }) + "\n");
    fs.fsyncSync(handle);
  }
  say({ success: true, summary: "one line appended", output: {}, receipt: { id: key } });
}

// What became of an act whose answer was lost. The file is the truth, so "no" is final.
function reconcile(request) {
  const line = find(file(request, "sink", "sink.jsonl"), request.idempotency_key);
  say(line === undefined
    ? { found: false, authoritative: true }
    : { found: true, output: {}, receipt: { id: line.key } });
}

// Where to begin, in bytes. A cursor is the place behind the event that had it.
function firstPlace(request, source) {
  const size = fs.existsSync(source) ? fs.statSync(source).size : 0;
  if (request.cursor === undefined) return request.start === "now" ? size : 0;
  const place = Number(request.cursor);
  if (place <= size) return place;
  say({ type: "gap", after: request.cursor, before: "0", reason: "source_truncated" });
  return 0;
}

// Whole lines behind a place. The id is made of what the event is, so it stays the same.
function readEvents(source, begin, most) {
  if (most <= 0 || !fs.existsSync(source)) return [];
  const handle = fs.openSync(source, "r");
  const chunk = Buffer.alloc(65536);
  const bytes = chunk.subarray(0, fs.readSync(handle, chunk, 0, chunk.length, begin));
  fs.closeSync(handle);
  const events = [];
  let place = 0;
  for (let end = bytes.indexOf(10); end >= 0 && events.length < most; end = bytes.indexOf(10, place)) {
    const line = bytes.subarray(place, end + 1);
    const digest = crypto.createHash("sha256").update(line).digest("hex").slice(0, 12);
    const message = line.toString("utf8").trimEnd().slice(0, 4000);
    events.push({ type: "event", id: `${begin + place}-${digest}`, cursor: String(begin + end + 1),
      kind: "message", payload: { message } });
    place = end + 1;
  }
  return events;
}

function subscribe(request, host) {
  say(HELLO);
  const source = file(request, "source", "source.txt");
  const limits = request.limits || {};
  const waiting = new Map(); // told and not acknowledged: cursors by id
  let place = firstPlace(request, source);
  say({ type: "checkpoint", cursor: String(place) }); // a restart before the first event begins here
  let spoke = Date.now();
  host.on("line", (text) => {
    const line = JSON.parse(text);
    if (line.op === "ack" && line.through) {
      for (const [id, at] of waiting) if (at <= Number(line.cursor)) waiting.delete(id);
    } else if (line.op === "ack" || line.op === "nack") {
      waiting.delete(line.event_id); // unknown and repeated ones are fine
    }
  });
  const poll = setInterval(() => {
    for (const event of readEvents(source, place, (limits.max_in_flight || 64) - waiting.size)) {
      say(event);
      place = Number(event.cursor);
      waiting.set(event.id, place);
      spoke = Date.now();
    }
    if (Date.now() - spoke > ((limits.silence_seconds || 60) * 1000) / 3) {
      say({ type: "health", status: "ok", caught_up: waiting.size === 0 });
      spoke = Date.now();
    }
  }, POLL_MS);
  host.on("close", () => clearInterval(poll)); // stdin ended: so does the program
}

const operation = process.argv[2];
const oneShots = { "auth-ok": authOk, act, reconcile };
if (operation === "hello") {
  say(HELLO);
} else if (operation === "subscribe" || operation in oneShots) {
  const host = readline.createInterface({ input: process.stdin });
  host.once("line", (line) => (oneShots[operation] || subscribe)(JSON.parse(line), host));
} else {
  process.exitCode = 64;
}
