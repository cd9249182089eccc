package dev.stile.api.hosting;

import java.util.List;

/**
 * What somebody may have to act on, and the facts that say so.
 *
 * @param events comments, conflict, failure, blocked, ready: those of an open one that hold; else
 *     the one end
 * @param facts one snapshot
 */
public record PrEvents(List<PrEvent> events, PrFacts facts) {
    public PrEvents {
        events = List.copyOf(events);
    }

    /** The only derivation: equal facts give equal events. */
    public static PrEvents derive(PrFacts facts) {
        return new PrEvents(Derivation.of(facts), facts);
    }
}
