package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.core.redact.Redaction;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.child.Line;
import dev.stile.flow.process.wire.BadFrame;
import dev.stile.flow.process.wire.FrameReader;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Limits;
import dev.stile.flow.process.wire.Lines;
import dev.stile.flow.process.wire.Told;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;

/** One run of a stream. Frames are told by the thread that runs it; any thread acknowledges. */
final class StreamRun {
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final int MOST_BAD_LINES = 20;
    private static final Duration BAD_LINES_WITHIN = Duration.ofSeconds(60);

    private final Caller caller;
    private final ChildProgram child;
    private final Hello hello;
    private final EventSink sink;
    private final Telling telling;
    private final FrameReader reader = new FrameReader();
    private final Lines lines = new Lines();
    private final Deque<Long> badLines = new ArrayDeque<>();
    private final Deadline end;
    private Limits limits;
    private boolean introduced;

    StreamRun(
            Caller caller,
            ChildProgram child,
            Hello hello,
            Limits limits,
            Subscription subscription,
            EventSink sink) {
        this.caller = caller;
        this.child = child;
        this.hello = hello;
        this.limits = limits;
        this.sink = sink;
        this.telling =
                new Telling(
                        caller,
                        child.run(),
                        sink,
                        caller.label().join(subscription.call().label()));
        this.end = subscription.call().deadline();
        this.introduced = hello.protocol() == 0;
    }

    /** Until the sink closes; whatever else ends the run is thrown. */
    void tellAll() {
        // The clock of silence stands while the host does not read, and while it stands still
        // itself: what counts are looks in vain, not the time between them.
        Duration waited = Duration.ZERO;
        while (sink.isOpen() && !end.isPast()) {
            Optional<Line> line = next();
            if (line.isPresent()) {
                tell(line.get());
                waited = Duration.ZERO;
            } else if (child.saidAll()) {
                throw over();
            } else {
                waited = waited.plus(SLICE);
                requireSignOfLife(waited);
            }
            if (child.stuckFor().compareTo(caller.host().times().write()) > 0) {
                throw stopped(
                        "not_reading",
                        new Timeout(Timeout.Phase.SEND, caller.host().times().write()));
            }
        }
    }

    void acknowledge(SourceEvent event) {
        boolean through = hello.protocol() > 0 && hello.understands("ack-through");
        Json.ObjectBuilder ack = about("ack", event);
        if (through) {
            ack.put("through", true);
        }
        send(ack, through);
    }

    /** A child that knows no nack must not offer it again either. */
    void refuse(SourceEvent event, String code) {
        if (hello.protocol() == 0 || !hello.understands("nack")) {
            send(about("ack", event), false);
        } else {
            send(about("nack", event).put("code", code).put("retry", false), false);
        }
    }

    void postpone(SourceEvent event, String code) {
        if (hello.protocol() > 0 && hello.understands("nack")) {
            send(about("nack", event).put("code", code).put("retry", true), false);
        }
    }

    private static Json.ObjectBuilder about(String operation, SourceEvent event) {
        return Json.object()
                .put("op", operation)
                .put("cursor", event.cursor().text())
                .put("event_id", event.id().text());
    }

    private void send(Json.ObjectBuilder line, boolean replaceable) {
        if (!child.send(lines.line(line.build()), replaceable)) {
            // It reads nothing of what was written: the run is given up, and resumes elsewhere.
            child.closeInput();
        }
    }

    private Optional<Line> next() {
        try {
            return child.poll(SLICE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the stream was interrupted", stop);
        }
    }

    private void tell(Line line) {
        try {
            Told told = read(line);
            if (!introduced) {
                introduce(told);
            } else {
                tell(told, line);
            }
        } catch (BadFrame bad) {
            if (!introduced) {
                throw protocolError("a hello as the first frame");
            }
            if (bad.id().isPresent() && bad.cursor().isPresent()) {
                // It has a name, so it has an answer, and the stream goes on behind it.
                telling.refused(bad.reason(), bad.id().get(), bad.cursor().get(), line);
                countBadLine();
            } else {
                setAside(bad.reason(), bad.id(), line);
            }
        }
    }

    private Told read(Line line) throws BadFrame {
        if (line.form() == Line.Form.HALF) {
            throw reason("half_line");
        }
        if (line.form() == Line.Form.TOO_LONG || line.length() > limits.maxLineBytes()) {
            throw reason("line_too_long");
        }
        return reader.read(line.bytes());
    }

    private static BadFrame reason(String word) {
        return BadFrame.of(word);
    }

    private void introduce(Told told) {
        if (!(told instanceof Told.Introduced(Hello again))
                || again.protocol() != hello.protocol()) {
            throw protocolError("a hello as the first frame");
        }
        introduced = true;
        limits = limits.orLess(again.limits());
        child.longestLine(limits.maxLineBytes());
    }

    private void tell(Told told, Line line) {
        switch (told) {
            case Told.Event event -> {
                if (!telling.event(event)) {
                    telling.refused(Redaction.IN_IDENTITY, event.id(), event.cursor(), line);
                }
            }
            case Told.Checkpoint(var cursor) -> {
                if (!telling.checkpoint(cursor)) {
                    telling.unusable(Redaction.IN_IDENTITY, Optional.empty(), line);
                }
            }
            case Told.Health health -> telling.health(health);
            case Told.Missing(var gap) -> telling.gap(gap);
            case Told.Secret secret -> {
                if (!telling.secret(secret)) {
                    setAside(Telling.SECRET_NOT_DECLARED, Optional.empty(), line);
                }
            }
            case Told.Introduced again -> setAside("second_hello", Optional.empty(), line);
            case Told.Ignored ignored -> {}
        }
    }

    private void setAside(String reason, Optional<dev.stile.api.value.EventId> id, Line line) {
        telling.unusable(reason, id, line);
        countBadLine();
    }

    private void countBadLine() {
        long now = System.nanoTime();
        badLines.add(now);
        while (now - badLines.getFirst() > BAD_LINES_WITHIN.toNanos()) {
            badLines.removeFirst();
        }
        if (badLines.size() >= MOST_BAD_LINES) {
            throw protocolError("fewer than 20 unusable lines a minute");
        }
    }

    private void requireSignOfLife(Duration waited) {
        Duration first = caller.host().times().firstFrame();
        if (!introduced && waited.compareTo(first) > 0) {
            throw protocolError("a hello as the first frame, in time");
        }
        Optional<Duration> silence = introduced ? limits.silence() : Optional.empty();
        if (silence.isPresent() && waited.compareTo(silence.get()) > 0) {
            throw stopped("stalled", new Timeout(Timeout.Phase.READ, silence.get()));
        }
    }

    private ConnectorException protocolError(String due) {
        return stopped("protocol_error", new Malformed(due));
    }

    /** A program that ends closes its stdout first: a moment later it has its exit code. */
    private ConnectorException over() {
        OptionalInt exit;
        try {
            exit = child.awaitExit(Deadline.after(caller.host().times().settling()));
            if (exit.isPresent()) {
                child.awaitLastWords(caller.host().times().settling());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            exit = OptionalInt.empty();
        }
        String code = exit.isPresent() ? "ended with code " + exit.getAsInt() : "closed its stdout";
        return stopped("ended", new Unavailable("the program " + code));
    }

    private ConnectorException stopped(String reason, ConnectorException error) {
        sink.health(
                new SourceHealth(
                        SourceHealth.Status.RETRYING,
                        Optional.of(reason),
                        Optional.empty(),
                        false));
        return caller.saying(error, child.lastErrors());
    }
}
