package dev.stile.core.audit;

import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The head and its key on disk. Whoever writes holds the database's write lock, so that processes
 * take turns.
 */
final class HeadFile {
    /** What is on disk. */
    sealed interface Kept {
        /** There is no head. */
        record Nothing() implements Kept {}

        /** There is a head, and no key to prove it. */
        record Unprovable() implements Kept {}

        /** It was not written with the key. */
        record Forged() implements Kept {}

        record Proven(AuditHead head) implements Kept {}
    }

    private final Path head;
    private final Path restored;
    private final Path key;

    HeadFile(Home home) {
        this.head = home.auditHead();
        this.restored = home.restoredAuditHead();
        this.key = home.auditKey();
    }

    /**
     * Looks before the first row is written, and not when its head is: then the request has left.
     *
     * @throws StoreException HOME_REFUSED if the head or the key is a link, or open to others
     */
    void requireOwn() {
        OwnFiles.requireOwn(head);
        OwnFiles.requireOwn(key);
    }

    Kept read() {
        Optional<byte[]> content = OwnFiles.read(head);
        if (content.isEmpty()) {
            return new Kept.Nothing();
        }
        Optional<byte[]> secret = readKey();
        if (secret.isEmpty()) {
            return new Kept.Unprovable();
        }
        return AuditHead.unseal(content.get(), secret.get())
                .<Kept>map(Kept.Proven::new)
                .orElseGet(Kept.Forged::new);
    }

    /**
     * The head, if there is one. By tests and not by a pattern switch, whose first use costs a
     * short process milliseconds.
     *
     * @throws StoreException if there is one that proves nothing
     */
    Optional<AuditHead> readProven() {
        Kept kept = read();
        if (kept instanceof Kept.Unprovable) {
            throw refusal("its key is missing");
        }
        if (kept instanceof Kept.Forged) {
            throw refusal("the head was written by somebody else");
        }
        return kept instanceof Kept.Proven proven ? Optional.of(proven.head()) : Optional.empty();
    }

    /** What a restore that has not ended says about the log that it puts in place. */
    Optional<AuditHead> readRestored() {
        return OwnFiles.read(restored)
                .flatMap(content -> readKey().flatMap(secret -> AuditHead.unseal(content, secret)));
    }

    void forgetRestored() {
        try {
            Files.deleteIfExists(restored);
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot remove " + restored, failure);
        }
    }

    /** Whether there is surely none: one that cannot be seen is not missing. */
    boolean isMissing() {
        return Files.notExists(head);
    }

    void write(AuditHead newest, Supplier<? extends RandomGenerator> randomness) {
        OwnFiles.replace(head, newest.sealed(readKey().orElseGet(() -> makeKey(randomness))));
    }

    StoreException refusal(String why) {
        return new StoreException(
                StoreException.Kind.DAMAGED,
                "the audit log does not continue what was kept of it: " + why,
                List.of("stile audit verify", "mv '" + head + "' '" + head + ".broken'"));
    }

    private byte[] makeKey(Supplier<? extends RandomGenerator> randomness) {
        byte[] secret = new byte[Digests.LENGTH];
        randomness.get().nextBytes(secret);
        OwnFiles.replace(key, (Digests.hex(secret) + "\n").getBytes(StandardCharsets.UTF_8));
        return secret;
    }

    private Optional<byte[]> readKey() {
        return OwnFiles.read(key)
                .map(
                        content -> {
                            try {
                                return HexFormat.of()
                                        .parseHex(
                                                new String(content, StandardCharsets.UTF_8)
                                                        .strip());
                            } catch (IllegalArgumentException damaged) {
                                throw new StoreException(
                                        StoreException.Kind.DAMAGED, "not a key: " + key, damaged);
                            }
                        });
    }
}
