package dev.stile.core.store;

import dev.stile.core.error.ShellWords;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files of ours (TU-66): 0600, never through a link, replaced as a whole and synced. Any thread;
 * processes may race.
 */
public final class OwnFiles {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");

    private OwnFiles() {}

    /**
     * Makes an empty file that only its owner can read. Returns whether there was none.
     *
     * @throws StoreException as {@link #requireOwn}, where there is one
     */
    public static boolean createIfMissing(Path path) {
        if (requireOwn(path)) {
            return false;
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
            return true;
        } catch (FileAlreadyExistsException raced) {
            requireOwn(path);
            return false;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot make " + path, failure);
        }
    }

    /**
     * A new file that only its owner can read, wherever a person wants it. Not synced.
     *
     * @throws FileAlreadyExistsException if anything is there, a link that leads nowhere too
     */
    public static OutputStream createNew(Path path) throws IOException {
        return Channels.newOutputStream(
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(FILE)));
    }

    /**
     * Looks whether a file is as we make them, and reads nothing of it. Returns whether it is
     * there.
     *
     * @throws StoreException HOME_REFUSED, with a command, if it is a link or no file, or if others
     *     may read or write it
     */
    public static boolean requireOwn(Path path) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw refused(
                        path + " is not a file of its own (links are not followed)",
                        "ls -ld",
                        path);
            }
            if (found.permissions().stream().anyMatch(OTHERS::contains)) {
                throw refused(path + " is open to others", "chmod 600", path);
            }
            return true;
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    /**
     * All of a file of ours; empty if there is none.
     *
     * @throws StoreException as {@link #requireOwn}
     */
    public static Optional<byte[]> read(Path path) {
        if (!requireOwn(path)) {
            return Optional.empty();
        }
        try (InputStream own = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(own.readAllBytes());
        } catch (NoSuchFileException raced) {
            return Optional.empty();
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static StoreException refused(String headline, String command, Path path) {
        return new StoreException(
                StoreException.Kind.HOME_REFUSED,
                headline,
                List.of(ShellWords.command(command, path)));
    }

    private static StoreException unreadable(Path path, IOException failure) {
        return new StoreException(StoreException.Kind.NOT_WRITABLE, "cannot read " + path, failure);
    }

    /**
     * Replaces the file's content as a whole: a reader sees the old or the new, also after a power
     * cut.
     */
    public static void replace(Path path, byte[] content) {
        try {
            // A name that nobody else writes to: not another thread of this process either.
            Path temporary =
                    Files.createTempFile(
                            path.toAbsolutePath().getParent(),
                            path.getFileName() + ".",
                            ".new",
                            PosixFilePermissions.asFileAttribute(FILE));
            try {
                write(temporary, content);
                Files.move(
                        temporary,
                        path,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            syncFolder(path);
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot write " + path, failure);
        }
    }

    private static void write(Path temporary, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void syncFolder(Path path) throws IOException {
        try (FileChannel folder =
                FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
