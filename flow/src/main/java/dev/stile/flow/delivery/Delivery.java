package dev.stile.flow.delivery;

import dev.stile.core.error.Code;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A delivery as it was when it was read.
 *
 * @param id in the order of storing
 * @param place of the event in the inbox
 * @param connection slug of the event's connection
 * @param event id of the event
 * @param rule slug
 * @param ruleVersion the version that was in force when it was routed, or when a person began it
 *     anew
 * @param node of the rule's action
 * @param generation 0, or how often the event was given to the rule again
 * @param orderKey what it stays in order with
 * @param batch that it is collected in
 * @param outcome how it ended: {@code sent}, {@code applied}, {@code skipped}, {@code dropped}; or
 *     {@link Deliveries#UNDECIDED}
 * @param reason slug of a code, or a word of ours
 * @param attempts that failed
 * @param crashes how often its host died with it
 * @param nextAt not before
 * @param fence number of the newest claim
 * @param outbox its entry
 * @param intent audit row of the claim
 * @param isStarted whether it was begun and must not be repeated by itself
 * @param isAgain whether a person began it anew
 * @param depth how many rules led to it, itself included
 */
public record Delivery(
        long id,
        long place,
        String connection,
        String event,
        String rule,
        long ruleVersion,
        String node,
        int generation,
        String orderKey,
        Optional<String> batch,
        DeliveryState state,
        Optional<String> outcome,
        Optional<String> reason,
        int attempts,
        int crashes,
        Instant nextAt,
        long fence,
        OptionalLong outbox,
        OptionalLong intent,
        boolean isStarted,
        boolean isAgain,
        int depth,
        Instant created,
        Instant updated) {
    /** Why it was given up: its home is that of a backup, and what it did since is forgotten. */
    public static final String RESTORED = "restored";

    private static final Set<String> DOUBTS =
            Set.of(RESTORED, Code.DELIVERY_UNKNOWN.slug(), Code.DELIVERY_MAY_HAVE_HAPPENED.slug());

    /** What its effect is the effect of: the batch, or the event. */
    String unit() {
        return batch.orElse(connection + "/" + event);
    }

    /**
     * Whether its effect may have happened though it was never done: nobody knows, or nobody knows
     * any more, as after a person began it anew.
     */
    boolean mayHaveHappened() {
        return isAgain || reason.filter(DOUBTS::contains).isPresent();
    }

    boolean isSuspect() {
        return crashes > 0;
    }
}
