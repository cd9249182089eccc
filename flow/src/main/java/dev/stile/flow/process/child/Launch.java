package dev.stile.flow.process.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is to be started.
 *
 * @param program found already
 * @param arguments all others
 * @param environment all that it gets but run id and folder for temporary files
 * @param folder where it runs
 * @param longestLine bytes of a line of its output
 * @param stderr gets its run id and its lines for people, redacted, not escaped; on a thread of the
 *     child
 */
public record Launch(
        Path program,
        List<String> arguments,
        Map<String, String> environment,
        Path folder,
        int longestLine,
        BiConsumer<String, String> stderr) {
    public Launch {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Environment holds secrets. */
    @Override
    public String toString() {
        return "Launch of " + program.getFileName();
    }
}
