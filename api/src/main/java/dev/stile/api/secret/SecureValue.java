package dev.stile.api.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A secret. Every conversion to text shows {@code [REDACTED]}; it cannot be serialised (it is no
 * {@code Serializable}); it compares in constant time; its characters are lent to a callback and
 * wiped afterwards. Any thread may use it.
 */
public final class SecureValue implements AutoCloseable {
    /** What stands wherever a secret would be shown. */
    public static final String REDACTED = "[REDACTED]";

    /** Bytes of UTF-8 that one {@code char} takes at most. */
    private static final int LONGEST_CHARACTER = 3;

    private final byte[] utf8;

    private SecureValue(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Takes a copy of the characters and wipes the given array. */
    public static SecureValue takeFrom(char[] characters) {
        ByteBuffer encoded = ByteBuffer.allocate(characters.length * LONGEST_CHARACTER);
        CoderResult result =
                StandardCharsets.UTF_8
                        .newEncoder()
                        .encode(CharBuffer.wrap(characters), encoded, true);
        if (result.isError()) {
            throw new IllegalArgumentException("a secret is text");
        }
        byte[] copy = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(characters, '\0');
        return new SecureValue(copy);
    }

    /**
     * Lends the UTF-8 bytes. The buffer is wiped when the callback returns, so it must not be kept.
     */
    public <R> R lend(Function<byte[], R> use) {
        byte[] copy = utf8.clone();
        try {
            return use.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** Compares without telling by time how much was equal. */
    public boolean sameAs(SecureValue other) {
        return MessageDigest.isEqual(utf8, other.utf8);
    }

    /** Length in bytes of UTF-8, for the gate's own strength check only. */
    public int byteCount() {
        return utf8.length;
    }

    /** Wipes the value. What is lent afterwards is zeros. */
    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecureValue that && sameAs(that);
    }

    /** The same for all, so that a hash tells nothing. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}
