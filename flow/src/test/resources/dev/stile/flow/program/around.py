"""Stands between the host and the skeleton: who asks, how often, and what goes wrong."""
import contextlib, io, json, os, signal, sys

folder, who, operation, rest = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
SCHEMA = {"type": "object", "additionalProperties": False}
TEXT = {"text": {"type": "string", "maxLength": 4000}}
ACTIONS = {
    "append": {"slug": "append", "description": "Appends one line", "idempotency": "key",
               "input_schema": {**SCHEMA, "required": ["text"], "properties": TEXT},
               "output_schema": SCHEMA,
               "permission": {"category": "local_write", "summary": "Appends a line",
                              "external_side_effect": True}},
    "last": {"slug": "last", "description": "Reads the last line",
             "input_schema": SCHEMA, "output_schema": {**SCHEMA, "properties": TEXT},
             "permission": {"category": "external_record_read", "summary": "Reads a line",
                            "external_side_effect": False}}}


def skeleton():
    file = os.path.join(folder, "connector.py")
    sys.argv = [file, operation, *rest]
    with open(file, encoding="utf-8") as program:
        exec(compile(program.read(), file, "exec"), {"__name__": "__main__"})


def unheard(work):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        work()
    return said.getvalue()


def last_line():
    sink = os.path.join(os.environ["STILE_STATE_DIR"], "sink.jsonl")
    with open(sink, "a+", encoding="utf-8") as file:
        file.seek(0)
        lines = file.read().splitlines()
    text = json.loads(lines[-1])["text"] if lines else ""
    print(json.dumps({"success": True, "summary": "read", "output": {"text": text}}), flush=True)


if operation == "hello":
    hello = json.loads(unheard(skeleton))
    hello["operations"].append("describe")
    print(json.dumps(hello), flush=True)
    sys.exit(0)
if operation == "describe":
    print(json.dumps({"actions": ACTIONS}), flush=True)
    sys.exit(0)
with open(os.path.join(folder, "starts"), "a") as starts:
    starts.write(operation + "\n")
with open(os.path.join(folder, "fate")) as file:
    fate = file.read()
if fate == "AWAY":
    sys.exit(69)
if who == "wrong_secret":
    sys.exit(77)
if who == "outsider":
    print('{"success":false,"code":"permission","error":"not yours"}', flush=True)
    sys.exit(0)
work = last_line if operation == "act" and rest[1] == "last" else skeleton
if fate == "DIES":
    unheard(work)
    os.kill(os.getpid(), signal.SIGKILL)
work()
