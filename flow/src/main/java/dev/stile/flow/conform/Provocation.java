package dev.stile.flow.conform;

import dev.stile.api.call.Deadline;
import dev.stile.core.process.Child;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The program of {@code --provoke}, which makes an event happen outside. */
record Provocation(Options options) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_OUTPUT = 64 * 1024;

    /** Returns why it did not happen so often; empty if it did. */
    Optional<String> happen(int times) {
        if (options.provoke().isEmpty()) {
            return Optional.of("no event came, and no --provoke makes one");
        }
        Child program =
                new Child(
                        options.provoke(),
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        options.folder(),
                        MOST_OUTPUT);
        for (int time = 0; time < times; time++) {
            Optional<Child.Finished> finished = program.run(new byte[0], Deadline.after(LONGEST));
            if (finished.filter(ended -> ended.exitCode() == 0).isEmpty()) {
                return Optional.of("the program of --provoke failed");
            }
        }
        return Optional.empty();
    }
}
