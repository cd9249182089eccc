package dev.stile.core.audit;

import dev.stile.core.digest.Sha256;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** What is made of SHA-256. */
final class Digests {
    static final int LENGTH = 32;
    private static final int BLOCK = 64;

    private Digests() {}

    /**
     * HMAC-SHA256 (RFC 2104). By hand, because the JDK's own starts the whole cryptography
     * framework: too slow here.
     */
    static byte[] hmac(byte[] key, byte[] message) {
        MessageDigest digest = Sha256.begin();
        byte[] block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
        digest.update(mask(block, 0x36));
        byte[] inner = digest.digest(message);
        digest.update(mask(block, 0x5c));
        return digest.digest(inner);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] mask(byte[] block, int with) {
        byte[] masked = new byte[block.length];
        for (int index = 0; index < block.length; index++) {
            masked[index] = (byte) (block[index] ^ with);
        }
        return masked;
    }
}
