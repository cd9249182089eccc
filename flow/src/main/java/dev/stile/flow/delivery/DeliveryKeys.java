package dev.stile.flow.delivery;

import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.digest.Sha256;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Names of intended effects (FL-71): a digest of rule, event or batch, node and generation, never
 * of the rule's version. 32 hex digits. Pure.
 */
public final class DeliveryKeys {
    private static final int DIGITS = 32;

    private DeliveryKeys() {}

    /** The same for every attempt. */
    public static IdempotencyKey of(Delivery delivery) {
        return of(delivery.rule(), delivery.unit(), delivery.node(), delivery.generation());
    }

    /**
     * @param unit the event with its connection, within which its id is unique, or the batch
     */
    static IdempotencyKey of(String rule, String unit, String node, int generation) {
        return new IdempotencyKey(digest(rule, unit, node, Integer.toString(generation)));
    }

    /** A batch has its id from its first member. */
    static String batch(String rule, String connection, String event, int generation) {
        return "batch-" + digest(rule, connection, event, Integer.toString(generation));
    }

    /** Each part with its length, so that no two lists of parts read the same. */
    private static String digest(String... parts) {
        MessageDigest digest = Sha256.begin();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Sha256.hex(digest).substring(0, DIGITS);
    }
}
