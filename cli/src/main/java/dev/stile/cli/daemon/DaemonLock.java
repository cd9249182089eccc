package dev.stile.cli.daemon;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * That one daemon runs on a home. The system frees it when its holder dies, so a killed one keeps
 * nobody out.
 */
public final class DaemonLock implements AutoCloseable {
    private static final String FILE = "daemon.lock";

    private final FileChannel channel;
    private final FileLock lock;

    private DaemonLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @throws Failure DAEMON_RUNNING, saying who holds it
     */
    public static DaemonLock take(Home home, Instant now) {
        home.ensure();
        Path path = home.folder().resolve(FILE);
        OwnFiles.createIfMissing(path);
        try {
            FileChannel channel =
                    FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
                throw taken(path);
            }
            String holder = "process " + ProcessHandle.current().pid() + ", since " + now + "\n";
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new DaemonLock(channel, lock.get());
        } catch (IOException failed) {
            throw Failure.of(Code.STORE_NOT_WRITABLE)
                    .detail("the daemon's lock cannot be taken")
                    .cause(failed)
                    .build();
        }
    }

    /** Who has it, as far as that is known; empty if nobody does. Takes nothing. */
    public static Optional<String> holder(Home home) {
        Path path = home.folder().resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Optional<FileLock> free = tryLock(channel);
            return free.isPresent()
                    ? Optional.empty()
                    : Optional.of(Files.readString(path, StandardCharsets.UTF_8).strip());
        } catch (IOException failed) {
            throw Failure.of(Code.STORE_NOT_WRITABLE)
                    .detail("the daemon's lock cannot be read")
                    .cause(failed)
                    .build();
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException ofThisProcess) {
            return Optional.empty();
        }
    }

    private static Failure taken(Path path) throws IOException {
        String holder = Files.readString(path, StandardCharsets.UTF_8).strip();
        return Failure.of(Code.DAEMON_RUNNING)
                .detail(holder.isEmpty() ? "its holder is just starting" : holder)
                .build();
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException ending) {
            // The system frees it with the process.
            return;
        }
    }
}
