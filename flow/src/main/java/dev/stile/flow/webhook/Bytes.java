package dev.stile.flow.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of secrets, which must not become texts that cannot be wiped. */
final class Bytes {
    private Bytes() {}

    static boolean startsWith(byte[] bytes, String prefix) {
        byte[] wanted = prefix.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= wanted.length
                && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    static byte[] after(byte[] bytes, String prefix) {
        return Arrays.copyOfRange(bytes, prefix.length(), bytes.length);
    }
}
