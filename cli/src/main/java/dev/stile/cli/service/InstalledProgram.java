package dev.stile.cli.service;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The launcher of this program, as something else can start it. */
final class InstalledProgram {
    private static final String PROGRAM = "stile";

    private InstalledProgram() {}

    /**
     * That of this build, where it was laid out, else the one on the PATH.
     *
     * @throws Failure NOT_ON_PATH
     */
    static Path require(Surroundings around) {
        return Optional.ofNullable(System.getProperty("stile.distribution"))
                .map(home -> Path.of(home, "bin", PROGRAM).toAbsolutePath().normalize())
                .filter(Files::isExecutable)
                .or(() -> onPath(around))
                .orElseThrow(() -> Failure.of(Code.NOT_ON_PATH).build());
    }

    private static Optional<Path> onPath(Surroundings around) {
        String path = around.environment().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .flatMap(folder -> program(folder).stream())
                .findFirst();
    }

    private static Optional<Path> program(String folder) {
        try {
            return Optional.of(Path.of(folder, PROGRAM))
                    .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }
}
