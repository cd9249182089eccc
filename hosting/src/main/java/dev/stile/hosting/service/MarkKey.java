package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The key of marks: a file of the home that only its owner can read. Whoever first needs it makes
 * it, as a whole and under the lock of the store, so that all processes have the same. Any thread.
 */
final class MarkKey implements Supplier<byte[]> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LENGTH = 32;

    private final Path file;
    private final Database database;
    private final Supplier<? extends RandomGenerator> randomness;
    private final ReentrantLock turn = new ReentrantLock();
    private Optional<byte[]> known = Optional.empty();

    MarkKey(Home home, Database database, Supplier<? extends RandomGenerator> randomness) {
        this.file = home.commentKey();
        this.database = database;
        this.randomness = randomness;
    }

    @Override
    public byte[] get() {
        turn.lock();
        try {
            byte[] key = known.or(this::read).orElseGet(this::make);
            known = Optional.of(key);
            return key;
        } finally {
            turn.unlock();
        }
    }

    private byte[] make() {
        return database.transaction(
                Deadline.after(PATIENCE), transaction -> read().orElseGet(this::write));
    }

    private byte[] write() {
        byte[] fresh = new byte[LENGTH];
        randomness.get().nextBytes(fresh);
        String text = HexFormat.of().formatHex(fresh) + "\n";
        OwnFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        return fresh;
    }

    private Optional<byte[]> read() {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            byte[] key = HexFormat.of().parseHex(text);
            if (key.length != LENGTH) {
                throw damaged();
            }
            return Optional.of(key);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot read " + file, unreadable);
        } catch (IllegalArgumentException notHex) {
            throw damaged();
        }
    }

    private StoreException damaged() {
        return new StoreException(
                StoreException.Kind.DAMAGED,
                "not a key: " + file,
                List.of("mv '" + file + "' '" + file + ".broken'"));
    }
}
