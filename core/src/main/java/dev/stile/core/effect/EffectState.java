package dev.stile.core.effect;

import java.util.Locale;
import java.util.Set;

/**
 * How far an effect got.
 *
 * <pre>
 * proposed -> approved, cancelled
 * approved -> sending, cancelled
 * planned  -> sending, dropped
 * sending  -> done, failed, unknown, dropped (it provably did not happen)
 * failed   -> approved (again), cancelled
 * unknown  -> done, failed, dropped (settled), sending (again, where that cannot do harm), cancelled (by a person)
 * done, dropped, cancelled are final
 * </pre>
 */
public enum EffectState {
    /** Waits for somebody's approval. */
    PROPOSED,
    /** May be sent. */
    APPROVED,
    /** Is to be sent by the command that planned it, and by no other. */
    PLANNED,
    /** Its request may have left. */
    SENDING,
    /** It happened. */
    DONE,
    /** It definitely did not happen, and why is in the result. */
    FAILED,
    /** Whether it happened is not known. Never sent again by itself. */
    UNKNOWN,
    /** It did not happen, and nobody will try. */
    DROPPED,
    /** Somebody, or its expiry, called it off. */
    CANCELLED;

    /** As the table spells it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #wire} wrote. */
    public static EffectState parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing can follow. */
    public boolean isFinal() {
        return next().isEmpty();
    }

    /** Whether that state may follow this one. */
    public boolean leadsTo(EffectState other) {
        return next().contains(other);
    }

    /**
     * Whether somebody may put other content in its place, which begins anew as a proposal. Of what
     * happened, or may have, the content stays.
     */
    public boolean isReplaceable() {
        return switch (this) {
            case PROPOSED, APPROVED, FAILED, CANCELLED -> true;
            case PLANNED, SENDING, DONE, UNKNOWN, DROPPED -> false;
        };
    }

    private Set<EffectState> next() {
        return switch (this) {
            case PROPOSED -> Set.of(APPROVED, CANCELLED);
            case APPROVED -> Set.of(SENDING, CANCELLED);
            case PLANNED -> Set.of(SENDING, DROPPED);
            case SENDING -> Set.of(DONE, FAILED, UNKNOWN, DROPPED);
            case FAILED -> Set.of(APPROVED, CANCELLED);
            case UNKNOWN -> Set.of(DONE, FAILED, DROPPED, SENDING, CANCELLED);
            case DONE, DROPPED, CANCELLED -> Set.of();
        };
    }
}
