package dev.stile.stories.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Runs commands as a user types them, in an environment of its own. For one thread. */
public final class Shell {
    /** Tests that run in the background ignore Ctrl-C, and so would whatever they start. */
    private static final List<String> HEEDING =
            List.of(
                    "/usr/bin/perl",
                    "-e",
                    "$SIG{INT} = 'DEFAULT'; exec { $ARGV[0] } @ARGV or exit 127");

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * @param folder where output is kept until it is read
     * @param environment the whole of it
     */
    public Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** This shell with something more, or something else, in its environment. */
    public Shell with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Shell(folder, all);
    }

    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** Types a line. */
    public Ended type(Path in, String line) {
        return run(in, line, List.of("/bin/sh", "-c", line));
    }

    /** Runs a program with words that no shell looks at. */
    public Ended run(Path in, List<String> words) {
        // env finds the program on the PATH of this environment, not on that of the tests.
        return run(
                in,
                String.join(" ", words),
                Stream.concat(Stream.of("/usr/bin/env"), words.stream()).toList());
    }

    /** Starts a program and does not wait for it. */
    public Running start(Path in, List<String> words) {
        return start(
                in,
                String.join(" ", words),
                Stream.concat(HEEDING.stream(), words.stream()).toList());
    }

    private Ended run(Path in, String shown, List<String> words) {
        return start(in, shown, words).await();
    }

    private Running start(Path in, String shown, List<String> words) {
        // Files of its own: what was started before may go on writing.
        String name = "said-" + UUID.randomUUID();
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(in.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Running(shown, builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
