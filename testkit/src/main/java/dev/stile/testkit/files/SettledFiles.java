package dev.stile.testkit.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at folders in which a child of a test may still be working: a git that tidies up, a helper
 * that ends. What vanishes while it is looked at, such as a lock, did not settle and is left out.
 */
public final class SettledFiles {
    private SettledFiles() {}

    /** The folder and all that is below it. Follows no links. */
    public static List<Path> below(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes kind) {
                        found.add(entry);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path entry, BasicFileAttributes kind) {
                        found.add(entry);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path entry, IOException failure)
                            throws IOException {
                        return leaveOut(failure);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path entry, @Nullable IOException failure) throws IOException {
                        return failure == null ? FileVisitResult.CONTINUE : leaveOut(failure);
                    }
                });
        return found;
    }

    private static FileVisitResult leaveOut(IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }
}
