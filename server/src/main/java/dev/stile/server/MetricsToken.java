package dev.stile.server;

import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Who may read the numbers of a home (TU-18): whoever can read the file of its token, which is for
 * its owner alone. Another one is made once the file is removed and the server starts again. Any
 * thread may ask.
 */
public final class MetricsToken {
    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    private MetricsToken(byte[] token) {
        this.token = token;
    }

    /**
     * Reads the token of a home, or makes one. Two processes must not do so at once.
     *
     * @param randomness fit for keys; asked only where there is no token
     * @throws StoreException if the file can neither be read nor made
     */
    public static MetricsToken of(Home home, Supplier<? extends RandomGenerator> randomness) {
        Path file = home.metricsToken();
        Optional<byte[]> kept = read(file);
        if (kept.isPresent()) {
            return new MetricsToken(kept.get());
        }
        byte[] secret = new byte[BYTES];
        randomness.get().nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        OwnFiles.replace(file, (text + "\n").getBytes(StandardCharsets.US_ASCII));
        return new MetricsToken(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether a request brings it; how long that takes says nothing of how near it came. */
    boolean isIn(Head head) {
        String sent = head.one("authorization").orElse("");
        return sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token,
                        sent.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    /** One that is empty, as after a copy that failed, would let everybody in. */
    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip())
                    .filter(text -> !text.isEmpty())
                    .map(text -> text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE, "cannot read " + file, failure);
        }
    }
}
