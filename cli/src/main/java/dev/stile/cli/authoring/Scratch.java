package dev.stile.cli.authoring;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder of one run, gone after it. */
record Scratch(Path folder) implements AutoCloseable {
    static Scratch make() {
        try {
            return new Scratch(Files.createTempDirectory("stile-conform-"));
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
        public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failed)
                throws IOException {
            Files.deleteIfExists(left);
            return FileVisitResult.CONTINUE;
        }
    }
}
