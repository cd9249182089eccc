package dev.stile.flow.delivery;

import java.util.Locale;
import java.util.Set;

/**
 * How far a delivery got.
 *
 * <pre>
 * pending -> running, done (its outbox entry was sent, or a person dropped it), dead
 * running -> done, failed, dead, pending (given back, or it waits for its outbox entry)
 * failed  -> pending, done (dropped), dead
 * dead    -> pending (a person begins it anew), done (dropped)
 * done is final
 * </pre>
 */
public enum DeliveryState {
    /** Waits for a worker, for its batch, or for its outbox entry. */
    PENDING,
    /** A worker has it. */
    RUNNING,
    /** Waits for its next time. */
    FAILED,
    /** Over; its outcome says how. */
    DONE,
    /** Given up, until a person moves it. */
    DEAD;

    /** As the table spells it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state that the table spells so. */
    public static DeliveryState parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether that state may follow this one. */
    public boolean leadsTo(DeliveryState other) {
        return next().contains(other);
    }

    private Set<DeliveryState> next() {
        return switch (this) {
            case PENDING -> Set.of(RUNNING, DONE, DEAD);
            case RUNNING -> Set.of(DONE, FAILED, DEAD, PENDING);
            case FAILED -> Set.of(PENDING, DONE, DEAD);
            case DEAD -> Set.of(PENDING, DONE);
            case DONE -> Set.of();
        };
    }
}
