package dev.stile.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A helper before the helper, which writes down how often it was started and how much memory that
 * took. It is on the PATH of one command that nobody times.
 */
public final class Counted {
    private final Path folder;
    private final Distribution distribution;

    private Counted(Path folder, Distribution distribution) {
        this.folder = folder;
        this.distribution = distribution;
    }

    static Counted in(Path folder, Distribution distribution) {
        try {
            Path script = folder.resolve("git-remote-stile");
            // %M: the largest of the helper and the git commands that it started.
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec /usr/bin/time -a -o '"
                            + folder.resolve("starts")
                            + "' -f %M '"
                            + distribution.helper()
                            + "' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new Counted(folder, distribution);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What to add to the environment of the command. Forgets what was written down. */
    public Map<String, String> environment() {
        Folders.write(folder.resolve("starts"), "");
        return Map.of(
                "PATH",
                folder
                        + ":"
                        + distribution.programs()
                        + ":"
                        + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** Helpers that were started since. */
    public long helpers() {
        return memory().size();
    }

    /** The most memory that one of them took, in MiB. */
    public double peakMebibytes() {
        return memory().stream()
                .mapToDouble(kibibytes -> kibibytes / 1024.0)
                .max()
                .orElseThrow(() -> new CommandFailed("no helper was started"));
    }

    private List<Long> memory() {
        try {
            return Files.readAllLines(folder.resolve("starts")).stream()
                    .filter(line -> line.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
