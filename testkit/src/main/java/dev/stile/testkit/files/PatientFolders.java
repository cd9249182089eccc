package dev.stile.testkit.files;

import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes temporary folders in which a child of a test may still be writing when the test is over: a
 * git that tidies up, a helper that ends. Such a file must not fail a test that has passed, so what
 * reappears is removed again, and what will not go is left to the system. Use with
 * {@code @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)}.
 */
public final class PatientFolders implements TempDirFactory {
    private static final int ROUNDS = 20;

    private final Deque<Path> made = new ArrayDeque<>();

    /** Called by JUnit. */
    public PatientFolders() {}

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
            throws IOException {
        Path folder = Files.createTempDirectory("stile-test-");
        made.push(folder);
        return folder;
    }

    @Override
    public void close() throws IOException {
        for (Path folder : made) {
            for (int round = 0; round < ROUNDS && Files.exists(folder); round++) {
                removeOnce(folder);
            }
        }
    }

    private static void removeOnce(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException vanished) {
            return;
        }
        for (Path path : found) {
            try {
                Files.deleteIfExists(path);
            } catch (DirectoryNotEmptyException | NoSuchFileException stillWritten) {
                return;
            }
        }
    }
}
