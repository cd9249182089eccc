package dev.stile.git.clone;

import dev.stile.git.process.Git;
import dev.stile.git.process.ObjectId;
import dev.stile.git.process.SideTask;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectsNotWritten;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Objects of a push that nobody has accepted yet: readable beside the mirror's own, and gone with
 * {@link #close} unless they were migrated. One thread at a time.
 */
public final class Quarantine implements AutoCloseable {
    /** The name that git gives to its own; its clean-up takes leftovers of a killed process. */
    private static final String PREFIX = "tmp_objdir-incoming-";

    private final Path objects;
    private final Path target;
    private final MirrorRepository repository;
    private SideTask<byte[]> completeness = new SideTask<>(() -> new byte[0]);

    private Quarantine(Path objects, Path target, MirrorRepository repository) {
        this.objects = objects;
        this.target = target;
        this.repository = repository;
    }

    static Quarantine open(MirrorRepository mirror) {
        Path target = mirror.gitDirectory().resolve("objects");
        try {
            Path objects = Files.createTempDirectory(target, PREFIX);
            return new Quarantine(objects, target, mirror.withQuarantine(objects));
        } catch (IOException failed) {
            throw new ObjectsNotWritten("the mirror takes no objects", failed);
        }
    }

    /** Where git puts the objects. */
    Git git() {
        return repository.git();
    }

    private static boolean isIndex(Path file) {
        return file.toString().endsWith(".idx");
    }

    /**
     * Makes the objects the mirror's own, durably: git has flushed their packs, this flushes their
     * names. May be repeated after a crash: an object is the same wherever it lies.
     */
    public void migrate() {
        completeness.result();
        try (Stream<Path> found = Files.walk(objects)) {
            // An index names objects of its pack, so the pack has to be there first.
            List<Path> files =
                    found.filter(Files::isRegularFile)
                            .sorted((one, other) -> Boolean.compare(isIndex(one), isIndex(other)))
                            .toList();
            for (Path file : files) {
                Files.createDirectories(folderOf(file));
                Files.move(
                        file,
                        target.resolve(objects.relativize(file)),
                        StandardCopyOption.ATOMIC_MOVE);
            }
            for (Path folder : files.stream().map(this::folderOf).distinct().toList()) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        } catch (IOException failed) {
            throw new ObjectsNotWritten("the mirror did not take the pushed objects", failed);
        }
    }

    private Path folderOf(Path file) {
        return Objects.requireNonNull(target.resolve(objects.relativize(file)).getParent());
    }

    /**
     * Begins to check that whoever clones the mirror after this push gets everything that the tip
     * names. Whatever is read meanwhile counts only once that is known: {@link #read}.
     */
    void beginCheck(ObjectId tip) {
        completeness =
                new SideTask<>(
                        () ->
                                repository
                                        .git()
                                        .bytes(
                                                "rev-list",
                                                "--objects",
                                                "--quiet",
                                                tip.toString(),
                                                "--not",
                                                "--all"));
        completeness.begin();
    }

    /**
     * What the mirror would say with these objects. Returns, or throws, when they are known to be
     * complete.
     *
     * @param reading asks the mirror as it would be; used by this call only
     * @throws dev.stile.git.process.GitFailed if an object is in neither place, whatever the
     *     reading came to
     */
    public <T> T read(Function<MirrorRepository, T> reading) {
        try {
            return reading.apply(repository);
        } finally {
            completeness.result();
        }
    }

    /** Drops what was not migrated. */
    @Override
    public void close() {
        // Not under a git that is at work in it.
        completeness.settle();
        try (Stream<Path> found = Files.walk(objects)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("a quarantine could not be removed", failed);
        }
    }
}
