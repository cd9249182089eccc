package dev.stile.git.repository;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/**
 * Keeps a repository from filling with small files: each sync leaves a few loose objects, each push
 * a pack. Called with the mirror's lock held, after something was published.
 */
public final class Upkeep {
    private static final int MOST_LOOSE = 50;
    private static final int MOST_PACKS = 20;

    private final MirrorRepository repository;

    public Upkeep(MirrorRepository repository) {
        this.repository = repository;
    }

    /**
     * Starts a repack where one is due, and does not wait for it: git's readers and writers go on
     * beside it, and what nothing reaches is kept.
     */
    public Optional<Process> startIfDue() {
        try {
            if (!isDue()) {
                return Optional.empty();
            }
            return Optional.of(
                    repository
                            .git()
                            .builder("repack", "-q", "-d", "--geometric=2")
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException notNow) {
            // Nothing rests on it: the next sync looks again.
            return Optional.empty();
        }
    }

    private boolean isDue() throws IOException {
        Path objects = repository.gitDirectory().resolve("objects");
        return entries(objects.resolve("pack"), "*.pack", MOST_PACKS) > MOST_PACKS
                || loose(objects) > MOST_LOOSE;
    }

    private static int loose(Path objects) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(objects, "[0-9a-f][0-9a-f]")) {
            for (Path folder : folders) {
                count += entries(folder, "*", MOST_LOOSE);
                if (count > MOST_LOOSE) {
                    break;
                }
            }
        }
        return count;
    }

    private static int entries(Path folder, String names, int enough) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int count = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
            Iterator<Path> each = found.iterator();
            while (count <= enough && each.hasNext()) {
                each.next();
                count++;
            }
        }
        return count;
    }
}
