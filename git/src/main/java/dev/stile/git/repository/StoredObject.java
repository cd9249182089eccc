package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A content as git stores it.
 *
 * @param content not copied: whoever makes one lets go of it
 */
record StoredObject(Kind kind, byte[] content) {
    private static final MessageDigest SHA_1 = lookedUp();

    /** What git calls it, and its number in a pack (gitformat-pack). */
    enum Kind {
        COMMIT("commit", 1),
        TREE("tree", 2),
        BLOB("blob", 3);

        private final String word;
        private final int number;

        Kind(String word, int number) {
            this.word = word;
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** The id that git gives it. */
    ObjectId id() {
        MessageDigest digest = sha1();
        digest.update(
                (kind.word + ' ' + content.length + '\0').getBytes(StandardCharsets.US_ASCII));
        return ObjectId.copyOf(digest.digest(content), 0);
    }

    /** A fresh one. A copy, since to look an algorithm up takes longer than to digest a record. */
    static MessageDigest sha1() {
        try {
            return (MessageDigest) SHA_1.clone();
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException("a digest of the JDK can be copied", never);
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }
}
