package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What git would call a content, worked out here, so that a sync knows its ids before git has
 * written anything.
 */
public final class Blob {
    private Blob() {}

    /** The id of a blob with this content. */
    public static ObjectId idOf(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + content.length + '\0').getBytes(StandardCharsets.US_ASCII));
            return ObjectId.copyOf(digest.digest(content), 0);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }
}
