package dev.stile.architecture;

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
import java.util.Set;

/** The Java sources of the project, or of a small one that a test writes. */
record SourceTree(Path root) {
    private static final Set<String> WRITTEN = Set.of("target", ".git");

    /** This project: Maven starts the tests of a module in the module's folder. */
    static SourceTree ofProject() {
        Path root = Path.of("").toAbsolutePath().getParent();
        if (!Files.exists(root.resolve("architecture/pom.xml"))) {
            throw new IllegalStateException(
                    "not the folder of the architecture module: " + Path.of("").toAbsolutePath());
        }
        return new SourceTree(root);
    }

    /** Sources below a folder that are part of a program, not of its tests. */
    List<Path> mainSources(String folder) throws IOException {
        return sources(folder).stream()
                .filter(source -> relative(source).contains("src/main/java/"))
                .toList();
    }

    List<Path> sources(String folder) throws IOException {
        Path start = root.resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(start, new Sources(sources));
        return sources.stream().sorted().toList();
    }

    /** Passes over what git and builds write, and what vanishes meanwhile. */
    private static final class Sources extends SimpleFileVisitor<Path> {
        private final List<Path> found;

        Sources(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes kind) {
            return WRITTEN.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes kind) {
            if (file.toString().endsWith(".java")) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            return passOver(failure);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            return failure == null ? FileVisitResult.CONTINUE : passOver(failure);
        }

        private static FileVisitResult passOver(IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    String relative(Path source) {
        return root.relativize(source).toString().replace('\\', '/');
    }
}
