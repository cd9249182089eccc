package dev.stile.flow.delivery;

import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.rule.Batching;

import java.util.Optional;

/**
 * A delivery to be stored.
 *
 * @param event whose
 * @param rule slug
 * @param ruleVersion in force
 * @param generation 0 when it is routed
 * @param depth how many rules led to it, itself included
 * @param beginning in which state it comes to be
 */
public record NewDelivery(
        StoredEvent event,
        String rule,
        long ruleVersion,
        int generation,
        int depth,
        Beginning beginning) {
    /** The one node of an action that is no graph. */
    public static final String NODE = "do";

    /** How a delivery comes to be. */
    public sealed interface Beginning {
        /** To be run, or collected first. */
        record Due(Optional<Batching> batching) implements Beginning {}

        /** Ignored on purpose. */
        record Skipped(String reason) implements Beginning {}

        /** The rule could not be asked: it is asked again. */
        record Undecided(String code) implements Beginning {}

        /** Over a limit: kept for a person. */
        record Refused(String code) implements Beginning {}
    }
}
