package dev.stile.cli.canary;

import java.util.List;

/** Commands about a tracker and its connection, as the canary types them. */
final class TrackerLines {
    private TrackerLines() {}

    /** Commands that ask the tracker, as typed in a clone. */
    static final List<String> ASKING =
            List.of(
                    "list",
                    "show . 1 --comments",
                    "plan",
                    "status --fetch",
                    "sync --full",
                    "hydrate . issues",
                    "attach byfile/demo --remote canary",
                    "detach --remote canary",
                    "projects byfile",
                    "doctor");

    /** Commands that tell what is known; those that change something are typed one by one. */
    static final List<String> TELLING =
            List.of(
                    "push log",
                    "push resolve no-such-push 1 --give-up",
                    "history",
                    "at . 2031-01-01",
                    "connection list",
                    "connection show byfile",
                    "connection probe byfile",
                    "connection restart byfile",
                    "connection disable byfile",
                    "connection enable byfile",
                    "connection position byfile",
                    "secret list",
                    "audit list",
                    "audit verify");
}
