package dev.stile.cli.desk;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that was named on the command line.
 *
 * @param typed as it was typed; relative to the folder of the command
 * @param verb the command, as words after {@code stile}
 */
public record GivenFile(Desk desk, Path typed, String verb) {
    /** No document that is typed is longer. */
    private static final int MOST = 16 * 1024 * 1024;

    /** Its place. */
    public Path place() {
        return desk.around().folder().resolve(typed).normalize();
    }

    /** The folder that it is in. */
    public Path folder() {
        Path parent = place().getParent();
        return parent == null ? place() : parent;
    }

    /**
     * What is in it.
     *
     * @throws Failure USAGE if it cannot be read, or is too long
     */
    public byte[] bytes() {
        try (InputStream file = Files.newInputStream(place())) {
            byte[] bytes = file.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw usage(typed + " is longer than 16 MiB");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw usage("cannot read " + typed);
        }
    }

    private Failure usage(String headline) {
        return Failure.of(Code.USAGE).headline(headline).argument("verb", verb.split(" ")).build();
    }
}
