package dev.stile.flow.conform;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.child.Line;
import dev.stile.flow.process.wire.Lines;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What no host would say, and how it ends. */
record RawStreamCases(Cases cases) {
    private static final String FAMILY = "subscribe";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    void run() {
        boolean one =
                cases.connector().hello(Deadline.after(Duration.ofSeconds(10))).protocol() == 1;
        if (cases.connector().events().isEmpty() || !cases.offers(FAMILY) || !one) {
            cases.skip(FAMILY, "it bears odd lines and stops", "FL-31", Cases.NOT_OFFERED);
            return;
        }
        ChildProgram child = cases.connector().beginSubscription(bounds());
        try {
            cases.check(
                    FAMILY,
                    "it bears acks that are unknown or repeated, and what it does not know",
                    "FL-31",
                    () -> odd(child));
            cases.check(
                    "silence",
                    "it gives a sign of life within two seconds, as it was asked",
                    "FL-35",
                    () -> signs(child));
            cases.check("stop", "it ends in time once its stdin ended", "FL-17", () -> ends(child));
            cases.check("stop", "it leaves no process behind", "FL-16", () -> leavesNothing(child));
        } finally {
            child.kill();
        }
    }

    private static Json.JsonObject bounds() {
        return Json.object()
                .put("max_line_bytes", 65536)
                .put("max_in_flight", 64)
                .put("silence_seconds", 2)
                .build();
    }

    /** Not before it began: what it has not read yet cannot trouble it. */
    private String odd(ChildProgram child) {
        try {
            if (child.poll(cases.options().times().firstFrame()).isEmpty()) {
                return "no frame came";
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "the suite was interrupted";
        }
        Lines lines = new Lines();
        Json.JsonObject ack = ack("ack").build();
        for (Json.JsonObject line :
                List.of(
                        ack,
                        ack,
                        ack("nack").put("code", "id_conflict").put("retry", false).build(),
                        ack("nack").put("code", "store_busy").put("retry", true).build(),
                        Json.object().put("op", "news").put("later", true).build())) {
            child.send(lines.line(line), false);
        }
        return isAliveFor(child, Duration.ofMillis(700)) + goesOn(child);
    }

    /** With a grace: it has read all that it was told once it says something again. */
    private String goesOn(ChildProgram child) {
        Duration grace = cases.options().grace();
        if (grace.isZero() || child.exitCode().isPresent()) {
            return "";
        }
        try {
            while (child.poll(Duration.ZERO).isPresent()) {
                continue;
            }
            return child.poll(grace).isPresent() ? "" : isAliveFor(child, grace);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "the suite was interrupted";
        }
    }

    /** A cursor that is nobody's would be refused by some; one of ours is 0 at worst. */
    private static Json.ObjectBuilder ack(String operation) {
        return Json.object()
                .put("op", operation)
                .put("cursor", "0")
                .put("event_id", "conform-nobody")
                .put("later", Json.array(List.of()));
    }

    private static String isAliveFor(ChildProgram child, Duration time) {
        try {
            return child.awaitExit(Deadline.after(time)).isPresent()
                    ? "it ended with code " + child.exitCode().orElse(-1)
                    : "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "the suite was interrupted";
        }
    }

    private String signs(ChildProgram child) {
        try {
            long last = System.nanoTime();
            Deadline end = Deadline.after(Duration.ofSeconds(3));
            while (!end.isPast() || isSilent(last, Duration.ZERO)) {
                Optional<Line> line = child.poll(Duration.ofMillis(100));
                if (line.isPresent()) {
                    last = System.nanoTime();
                } else if (child.saidAll()) {
                    return "its stdout ended";
                } else if (isSilent(last, cases.options().grace())) {
                    return "it was silent for longer";
                }
            }
            return "";
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return "the suite was interrupted";
        }
    }

    private static boolean isSilent(long since, Duration grace) {
        return System.nanoTime() - since > Duration.ofSeconds(2).plus(grace).toNanos();
    }

    private String ends(ChildProgram child) {
        child.closeInput();
        Duration time = cases.options().times().stop().afterClosing();
        return isAliveFor(child, time.plus(cases.options().grace())).isEmpty() ? "it lived on" : "";
    }

    /** With a grace: what is ending may still be seen for a moment. */
    private String leavesNothing(ChildProgram child) {
        Deadline end = Deadline.after(cases.options().grace());
        int left = child.leftBehind();
        while (left > 0 && !end.isPast() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            left = child.leftBehind();
        }
        return left == 0 ? "" : left + " processes are left";
    }
}
