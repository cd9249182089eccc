package dev.stile.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs that are measured, as they were built.
 *
 * @param home its folder, with {@code bin}, {@code lib} and {@code jdk}
 */
public record Distribution(Path home) {
    public Path programs() {
        return home.resolve("bin");
    }

    public Path helper() {
        return programs().resolve("git-remote-stile");
    }

    public Path command() {
        return programs().resolve("stile");
    }

    /** The JVM that its launchers start. */
    public Path java() {
        return jdk().resolve("bin/java");
    }

    private Path jdk() {
        try {
            return Path.of(Files.readString(home.resolve("jdk")).strip());
        } catch (IOException unreadable) {
            throw new CommandFailed("no distribution of Stile in " + home, unreadable);
        }
    }

    /**
     * The options that its helper gives the JVM, without its cache and its class path; properties
     * are left out.
     */
    public List<String> jvmOptions() {
        try {
            return Files.readString(helper())
                    .lines()
                    .dropWhile(line -> !line.startsWith("exec "))
                    .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                    .filter(word -> word.startsWith("-X"))
                    .filter(word -> !word.startsWith("-XX:AOT"))
                    .toList();
        } catch (IOException unreadable) {
            throw new CommandFailed("no launcher in " + programs(), unreadable);
        }
    }
}
