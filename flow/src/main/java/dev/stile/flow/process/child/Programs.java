package dev.stile.flow.process.child;

import dev.stile.api.error.ConnectorException.Unavailable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs before they are started, so that a missing one is known not to have run. */
public final class Programs {
    private Programs() {}

    /**
     * The file of a program.
     *
     * @param word a name to be looked for, or a path
     * @param searchPath folders as in {@code PATH}
     * @param folder where a relative path begins
     * @throws Unavailable if there is no such file that may be executed
     */
    public static Path require(String word, String searchPath, Path folder) {
        return find(word, searchPath, folder).orElseThrow(() -> missing(word));
    }

    private static Optional<Path> find(String word, String searchPath, Path folder) {
        try {
            if (word.indexOf('/') >= 0) {
                return Optional.of(folder.resolve(word).normalize()).filter(Programs::mayRun);
            }
            for (String place : searchPath.split(":", -1)) {
                Path candidate = Path.of(place).resolve(word);
                if (candidate.isAbsolute() && mayRun(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static boolean mayRun(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Names it where its name is a plain word. */
    private static Unavailable missing(String word) {
        String name = word.substring(word.lastIndexOf('/') + 1);
        return new Unavailable(
                "the program "
                        + (name.matches("[A-Za-z0-9._+-]{1,64}") ? name : "of the template")
                        + " is not there or may not be executed");
    }
}
