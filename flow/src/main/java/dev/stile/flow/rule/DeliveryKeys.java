package dev.stile.flow.rule;

import dev.stile.api.store.IdempotencyKey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The idempotency key of what a rule does about an event (FL-71). Pure. */
public final class DeliveryKeys {
    private static final int KEPT_BYTES = 16;

    private DeliveryKeys() {}

    /**
     * The same for every attempt, whatever the version of the rule. Event ids are unique only
     * within their connection, so that the connection counts, too.
     *
     * @param rule slug
     * @param connection slug of the event's connection
     * @param event id of the event, or of the batch, which has that of its first member
     * @param node id of the node; empty for a rule with one action
     * @param generation counts replays on purpose, from 0
     * @return 32 lower-case hexadecimal digits
     */
    public static IdempotencyKey of(
            String rule, String connection, String event, String node, long generation) {
        MessageDigest digest = sha256();
        for (String part : new String[] {rule, connection, event, node}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length before it, so that no two different rows of parts read the same.
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(generation).flip());
        return new IdempotencyKey(HexFormat.of().formatHex(digest.digest(), 0, KEPT_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
