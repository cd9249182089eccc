package dev.stile.stories.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders, without checked exceptions. */
public final class Folders {
    private Folders() {}

    public static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes a file and makes the folders above it. */
    public static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@link #write}, with rights such as {@code rwxr-xr-x}. */
    public static Path write(Path file, String text, String rights) {
        try {
            return Files.setPosixFilePermissions(
                    write(file, text), PosixFilePermissions.fromString(rights));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
