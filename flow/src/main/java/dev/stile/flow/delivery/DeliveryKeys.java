package dev.stile.flow.delivery;

import dev.stile.api.store.IdempotencyKey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of intended effects (FL-71): a digest of rule, event or batch, node and generation, never
 * of the rule's version. 32 hex digits. Pure.
 */
public final class DeliveryKeys {
    private static final int BYTES = 16;

    private DeliveryKeys() {}

    /** The same for every attempt. */
    public static IdempotencyKey of(Delivery delivery) {
        return new IdempotencyKey(
                digest(
                        delivery.rule(),
                        delivery.unit(),
                        delivery.node(),
                        Integer.toString(delivery.generation())));
    }

    /** A batch has its id from its first member. */
    static String batch(String rule, String connection, String event, int generation) {
        return "batch-" + digest(rule, connection, event, Integer.toString(generation));
    }

    /** Each part with its length, so that no two lists of parts read the same. */
    private static String digest(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
