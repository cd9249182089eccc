package dev.stile.git.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The one lock of a mirror, held by whoever syncs or pushes. It is the operating system's, so a
 * killed holder frees it. Serving and reading take none. The file says who holds it, and when the
 * last sync that succeeded began.
 */
public final class MirrorLock implements AutoCloseable {
    private static final Duration SAY_WHO_AFTER = Duration.ofSeconds(2);
    private static final int LINE = 160;

    /**
     * The lock stands on this byte, so that the lines before it can be read where locks are
     * mandatory.
     */
    private static final long LOCKED_BYTE = 1L << 20;

    private final FileChannel channel;
    private final FileLock lock;

    private MirrorLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock, waiting for another process at most so long.
     *
     * @param holder words about this process for those who wait
     * @param sayWho told after two seconds who holds it
     * @return nothing if it is still held after the wait
     */
    public static Optional<MirrorLock> take(
            Path file, String holder, Duration wait, Consumer<String> sayWho) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            boolean held = false;
            try {
                Optional<FileLock> lock = lock(channel, wait, sayWho);
                if (lock.isEmpty()) {
                    return Optional.empty();
                }
                MirrorLock taken = new MirrorLock(channel, lock.get());
                taken.writeLine(0, holder + ", process " + ProcessHandle.current().pid());
                held = true;
                return Optional.of(taken);
            } finally {
                if (!held) {
                    channel.close();
                }
            }
        } catch (IOException failed) {
            throw MirrorFailure.damaged("the lock file cannot be used", failed);
        } catch (OverlappingFileLockException heldHere) {
            sayWho.accept("this process");
            return Optional.empty();
        }
    }

    /**
     * What a lock file says.
     *
     * @param holder who holds it now
     * @param lastSyncBegan when the last sync that succeeded began, on our clock
     */
    public record Look(Optional<String> holder, Optional<Instant> lastSyncBegan) {}

    /** Looks at a lock that this process does not hold. Makes no file, keeps nobody waiting. */
    public static Look look(Path file) {
        if (!Files.exists(file)) {
            return new Look(Optional.empty(), Optional.empty());
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock free = channel.tryLock(LOCKED_BYTE, 1, false);
            Optional<String> holder =
                    free == null ? Optional.of(readLine(channel, 0)) : Optional.empty();
            String began = readLine(channel, LINE);
            return new Look(
                    holder,
                    began.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochMilli(Long.parseLong(began))));
        } catch (IOException | NumberFormatException unreadable) {
            throw MirrorFailure.damaged("the lock file cannot be read", unreadable);
        }
    }

    /**
     * When the last sync that succeeded began, in milliseconds of our clock; nothing if there was
     * none.
     */
    public Optional<Long> lastSyncBegan() {
        try {
            String text = readLine(channel, LINE);
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException | NumberFormatException unreadable) {
            // Only a shortcut rests on this: without it the caller syncs itself.
            return Optional.empty();
        }
    }

    /** Says that a sync which began then has succeeded. */
    public void syncBegan(long millis) {
        try {
            writeLine(LINE, Long.toString(millis));
        } catch (IOException failed) {
            throw MirrorFailure.damaged("the lock file cannot be written", failed);
        }
    }

    private static Optional<FileLock> lock(
            FileChannel channel, Duration wait, Consumer<String> sayWho) throws IOException {
        FileLock free = channel.tryLock(LOCKED_BYTE, 1, false);
        if (free != null) {
            return Optional.of(free);
        }
        // The lock may be had in the very moment that the wait ends: its channel is closed then.
        FutureTask<FileLock> waiting = new FutureTask<>(() -> channel.lock(LOCKED_BYTE, 1, false));
        Thread.ofPlatform().daemon().name("mirror-lock").start(waiting);
        Duration first = wait.compareTo(SAY_WHO_AFTER) < 0 ? wait : SAY_WHO_AFTER;
        Optional<FileLock> soon = await(waiting, first);
        if (soon.isPresent()) {
            return soon;
        }
        sayWho.accept(readLine(channel, 0));
        Optional<FileLock> late = await(waiting, wait.minus(first));
        if (late.isEmpty()) {
            waiting.cancel(true);
        }
        return late;
    }

    private static Optional<FileLock> await(FutureTask<FileLock> waiting, Duration patience)
            throws IOException {
        try {
            return Optional.of(waiting.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException held) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IOException("the lock could not be waited for", failed.getCause());
        } catch (InterruptedException interrupted) {
            waiting.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String readLine(FileChannel channel, long at) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(LINE);
        channel.read(line, at);
        return new String(line.array(), 0, line.position(), StandardCharsets.UTF_8).strip();
    }

    private void writeLine(long at, String text) throws IOException {
        byte[] line = new byte[LINE];
        Arrays.fill(line, (byte) ' ');
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, line, 0, Math.min(bytes.length, LINE));
        channel.write(ByteBuffer.wrap(line), at);
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException failed) {
            throw MirrorFailure.damaged("the lock could not be given back", failed);
        }
    }
}
