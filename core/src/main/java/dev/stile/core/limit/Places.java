package dev.stile.core.limit;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Places of each credential as locked files, which the operating system frees when their holder
 * dies. A file is opened once at a time in this process: closing it anywhere would free the lock
 * (fcntl).
 */
final class Places {
    /** How often a place that another process holds is looked at again. */
    private static final int DIGITS = 24;

    private static final long LOOK_AGAIN_NANOS = 20_000_000L;

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Set<Path> ours = new HashSet<>();

    Places(Path folder) {
        this.folder = folder;
    }

    RateBuckets.Place take(Deadline deadline, BucketKey key, int count) {
        String name = name(key);
        Home.ensureFolder(folder);
        lock.lock();
        try {
            Optional<RateBuckets.Place> place = look(name, count);
            while (place.isEmpty()) {
                if (deadline.isPast()) {
                    throw allTaken();
                }
                // Another process cannot signal, so the wait ends by itself after a moment.
                freed.awaitNanos(LOOK_AGAIN_NANOS);
                place = look(name, count);
            }
            return place.get();
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot lock a file in " + folder, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw allTaken();
        } finally {
            lock.unlock();
        }
    }

    private Optional<RateBuckets.Place> look(String name, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            Path file = folder.resolve(name + "." + number);
            if (!ours.contains(file)) {
                Optional<RateBuckets.Place> place = tryLock(file);
                if (place.isPresent()) {
                    return place;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<RateBuckets.Place> tryLock(Path file) throws IOException {
        OwnFiles.createIfMissing(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
            if (held == null) {
                return Optional.empty();
            }
            ours.add(file);
            return Optional.of(() -> free(file, channel));
        } finally {
            if (held == null) {
                channel.close();
            }
        }
    }

    private void free(Path file, FileChannel channel) {
        lock.lock();
        try {
            if (ours.remove(file)) {
                channel.close();
                freed.signalAll();
            }
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot unlock " + file, failure);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing was sent, which the kind of the error says. */
    private static Unavailable allTaken() {
        return new Unavailable(
                "as many requests as this credential may make at once are under way");
    }

    private static String name(BucketKey key) {
        return Sha256.hex(key.origin() + "\n" + key.identity()).substring(0, DIGITS);
    }
}
