package dev.stile.git.mirror;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectsNotWritten;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mirror that is as another one is now, to try something out: it reads the other's objects and
 * keeps its own, its state is a copy, and {@link #close} throws it away. Made and used with the
 * other's lock held; one thread at a time.
 */
public final class Rehearsal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PREFIX = "rehearsal-";

    private final Path folder;
    private final Mirror mirror;

    private Rehearsal(Path folder, Mirror mirror) {
        this.folder = folder;
        this.mirror = mirror;
    }

    /** Makes one of a mirror. */
    public static Rehearsal of(Mirror real, GitEnvironment environment) {
        try {
            removeLeftovers(real.folder());
            Path folder = Files.createTempDirectory(real.folder(), PREFIX);
            boolean made = false;
            try {
                Path stateFile = folder.resolve("state.db");
                copyState(real.folder().resolve("state.db"), stateFile);
                MirrorRepository repository = repository(real, folder, environment);
                MirrorState state = MirrorState.open(stateFile);
                made = true;
                return new Rehearsal(
                        folder, Mirror.of(folder, real.identity(), environment, repository, state));
            } finally {
                if (!made) {
                    remove(folder);
                }
            }
        } catch (IOException failed) {
            throw new ObjectsNotWritten("the mirror could not be copied", failed);
        }
    }

    private static void copyState(Path from, Path to) {
        try {
            Database.copy(from, to, Deadline.after(PATIENCE));
        } catch (StoreException failed) {
            throw MirrorFailure.of(failed, from);
        }
    }

    private static MirrorRepository repository(Mirror real, Path folder, GitEnvironment environment)
            throws IOException {
        Optional<ObjectId> tip = real.repository().tip();
        MirrorRepository repository =
                MirrorRepository.create(folder.resolve("repository.git"), environment);
        Path information = repository.gitDirectory().resolve("objects/info");
        Files.createDirectories(information);
        Files.writeString(
                information.resolve("alternates"),
                real.repository().gitDirectory().resolve("objects").toAbsolutePath() + "\n");
        tip.ifPresent(commit -> repository.moveMain(Optional.empty(), commit));
        return repository;
    }

    /** The copy. Closed with this. */
    public Mirror mirror() {
        return mirror;
    }

    /** A process that was killed cleans nothing up. */
    private static void removeLeftovers(Path mirror) throws IOException {
        try (Stream<Path> found = Files.list(mirror)) {
            List<Path> left =
                    found.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
            for (Path path : left) {
                remove(path);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Override
    public void close() {
        mirror.close();
        try {
            remove(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("a rehearsal could not be removed", failed);
        }
    }
}
