package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.process.child.Launch;
import dev.stile.flow.process.child.Line;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Runs a program as every other child, so that nothing that it started outlives it (FL-16). What it
 * prints is bounded and thrown away.
 */
public final class ChildRunner implements ProgramRunner {
    private static final int MOST_OUTPUT = 8 * 1024 * 1024;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Duration SLICE = Duration.ofMillis(50);

    private final Supplier<Children> children;

    /**
     * @param children asked when first a program runs
     */
    public ChildRunner(Supplier<Children> children) {
        this.children = children;
    }

    @Override
    public Ran run(
            List<String> argv,
            Map<String, String> environment,
            Path folder,
            byte[] input,
            Deadline deadline) {
        Launch launch =
                new Launch(
                        Path.of(argv.getFirst()),
                        argv.subList(1, argv.size()),
                        environment,
                        folder,
                        LONGEST_LINE,
                        (run, line) -> {});
        try {
            return toItsEnd(children.get().start(launch), input, deadline).stream()
                    .<Ran>mapToObj(Ran.Ended::new)
                    .findFirst()
                    .orElseGet(Ran.Lost::new);
        } catch (Unavailable notStarted) {
            return new Ran.Lost();
        }
    }

    /** Empty if it did not end before the deadline, or said too much. */
    private static OptionalInt toItsEnd(ChildProgram child, byte[] input, Deadline deadline) {
        try {
            if (input.length > 0) {
                child.send(input, false);
            }
            child.closeInput();
            long said = 0;
            while (!child.saidAll()) {
                if (deadline.isPast() || said > MOST_OUTPUT) {
                    return OptionalInt.empty();
                }
                Duration left = deadline.left();
                Optional<Line> line = child.poll(left.compareTo(SLICE) < 0 ? left : SLICE);
                said += line.map(Line::length).orElse(0L);
            }
            return child.awaitExit(deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        } finally {
            child.kill();
        }
    }
}
