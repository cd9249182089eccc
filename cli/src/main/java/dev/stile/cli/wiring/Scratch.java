package dev.stile.cli.wiring;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder of one run, gone after it. Closing may be repeated, and may race with who writes. */
public record Scratch(Path folder) implements AutoCloseable {
    /**
     * @param parent which is there
     * @param prefix how its name begins
     */
    public static Scratch in(Path parent, String prefix) throws IOException {
        return new Scratch(Files.createTempDirectory(parent, prefix));
    }

    /** One in the place that the machine has for such folders. */
    public static Scratch make(String prefix) {
        try {
            return in(Path.of(System.getProperty("java.io.tmpdir")), prefix);
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder can be made", failed);
        }
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(folder, new Deleting());
        } catch (IOException failed) {
            throw new UncheckedIOException("not everything could be removed: " + folder, failed);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed)
                throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
        }
    }
}
