package dev.stile.cli.simulation;

import dev.stile.core.store.Home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The tokens of a running simulator, each in a file that only its owner can read, gone with it.
 *
 * @param folder where they are
 * @param names the names of the files
 */
record TokenFiles(Path folder, Set<String> names) implements AutoCloseable {
    /**
     * Writes them.
     *
     * @param port the simulator's, which names the folder
     * @param tokens each by its name
     */
    static TokenFiles write(Home home, int port, Map<String, String> tokens) throws IOException {
        Path folder = folderOfAll(home).resolve(Integer.toString(port));
        Home.ensureFolder(folder);
        TokenFiles files = new TokenFiles(folder, Set.copyOf(tokens.keySet()));
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            write(files.of(token.getKey()), token.getValue());
        }
        return files;
    }

    /** Where simulators keep what is theirs, made when it is not there. */
    static Path folderOfAll(Home home) throws IOException {
        Path all = home.ensure().folder().resolve("sim");
        Home.ensureFolder(all);
        return all;
    }

    private static void write(Path file, String token) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + "\n");
    }

    /** The file of the token with this name. */
    Path of(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            for (String name : names) {
                Files.deleteIfExists(of(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("the tokens could not be removed", failed);
        }
    }
}
