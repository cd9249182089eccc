package dev.stile.cli.simulation;

import dev.stile.core.store.Home;
import dev.stile.simulator.Simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The tokens of a running simulator, each in a file that only its owner can read, gone with it.
 *
 * @param folder where they are
 */
record TokenFiles(Path folder) implements AutoCloseable {
    static TokenFiles write(Home home, Simulator simulator) throws IOException {
        Path all = home.ensure().folder().resolve("sim");
        Home.ensureFolder(all);
        TokenFiles files =
                new TokenFiles(all.resolve(Integer.toString(simulator.baseUri().getPort())));
        Home.ensureFolder(files.folder);
        write(files.admin(), simulator.adminToken());
        write(files.reader(), simulator.readToken());
        write(files.control(), simulator.controlToken());
        return files;
    }

    private static void write(Path file, String token) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + "\n");
    }

    Path admin() {
        return folder.resolve("admin");
    }

    Path reader() {
        return folder.resolve("reader");
    }

    Path control() {
        return folder.resolve("control");
    }

    @Override
    public void close() {
        try {
            for (Path file : List.of(admin(), reader(), control(), folder)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the tokens could not be removed", failed);
        }
    }
}
