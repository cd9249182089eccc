package dev.stile.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of the project, or of a small one that a test writes. */
record SourceTree(Path root) {
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
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !relative(file).contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    String relative(Path source) {
        return root.relativize(source).toString().replace('\\', '/');
    }
}
