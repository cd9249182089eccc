package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.child.Line;
import dev.stile.flow.process.wire.Output;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs one operation to its end. */
final class OneShot {
    private static final Duration SLICE = Duration.ofMillis(50);

    /**
     * What it left.
     *
     * @param errors the last of what it said to people, redacted
     */
    record Ended(Output output, String errors) {}

    private final HostTimes times;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private boolean terminated = true;
    private boolean tooMuch;

    private OneShot(HostTimes times) {
        this.times = times;
    }

    /**
     * Gives it its input and waits. Afterwards nothing of it runs.
     *
     * @param input is wiped
     */
    static Ended run(ChildProgram child, byte[] input, Deadline deadline, HostTimes times) {
        if (input.length > 0) {
            child.send(input, false);
        }
        child.closeInput();
        OneShot shot = new OneShot(times);
        boolean closed = false;
        OptionalInt exit = OptionalInt.empty();
        try {
            closed = shot.collect(child, deadline);
            exit = closed ? child.awaitExit(deadline) : child.exitCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (exit.isPresent()) {
                child.kill();
            } else {
                child.stop(times.stop().withoutWaiting());
            }
        }
        return new Ended(
                new Output(shot.said.toByteArray(), shot.terminated, closed, shot.tooMuch, exit),
                child.lastErrors());
    }

    /** Returns whether all was said. */
    private boolean collect(ChildProgram child, Deadline deadline) throws InterruptedException {
        Deadline last = deadline;
        boolean exited = false;
        while (!child.saidAll()) {
            if (tooMuch || last.isPast()) {
                return false;
            }
            if (!exited && child.exitCode().isPresent()) {
                exited = true;
                last = deadline.orSooner(times.settling());
            }
            Duration slice = last.left().compareTo(SLICE) < 0 ? last.left() : SLICE;
            Optional<Line> line = child.poll(slice);
            line.ifPresent(this::take);
        }
        return true;
    }

    private void take(Line line) {
        if (line.form() == Line.Form.TOO_LONG
                || said.size() + line.bytes().length + 1L > Output.MOST) {
            tooMuch = true;
            return;
        }
        said.writeBytes(line.bytes());
        terminated = line.form() == Line.Form.WHOLE;
        if (terminated) {
            said.write('\n');
        }
    }
}
