package dev.stile.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Files of ours (TU-66): 0600, never through a link, replaced as a whole and synced. Any thread;
 * processes may race.
 */
public final class OwnFiles {
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private OwnFiles() {}

    /** Makes an empty file that only its owner can read. Returns whether there was none. */
    public static boolean createIfMissing(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new StoreException(
                        StoreException.Kind.HOME_REFUSED,
                        "not a plain file: " + path,
                        List.of("rm " + path));
            }
            return false;
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
            return true;
        } catch (FileAlreadyExistsException raced) {
            return false;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot make " + path, failure);
        }
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
