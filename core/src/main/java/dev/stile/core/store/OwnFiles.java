package dev.stile.core.store;

import java.io.IOException;
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
        Path temporary =
                path.resolveSibling(
                        path.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(FILE))) {
                java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    temporary,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncFolder(path);
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot write " + path, failure);
        }
    }

    private static void syncFolder(Path path) throws IOException {
        try (FileChannel folder =
                FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
