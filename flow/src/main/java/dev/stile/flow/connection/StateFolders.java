package dev.stile.flow.connection;

import dev.stile.core.store.Home;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** The folder that each connection's program may write to. */
public final class StateFolders {
    private final Home home;

    public StateFolders(Home home) {
        this.home = home;
    }

    /** Its place; nothing is made. */
    public Path of(String connector, String connection) {
        return home.folder().resolve("state").resolve(connector).resolve(connection);
    }

    /** Removes it with all that is in it; links are not followed. May be repeated. */
    public void wipe(String connector, String connection) {
        Path folder = of(connector, connection);
        try {
            Files.walkFileTree(folder, new Remover());
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot remove " + folder, failure);
        }
    }

    /** What a program locked for itself is the owner's all the same. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        private final Set<Path> unlocked = new HashSet<>();

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
                unlock(folder);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        /** A folder that cannot be listed comes here. */
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            boolean isLocked =
                    failure instanceof AccessDeniedException
                            && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            && unlocked.add(path);
            if (!isLocked) {
                throw failure;
            }
            unlock(path);
            Files.walkFileTree(path, this);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }

        private static void unlock(Path folder) throws IOException {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
