package dev.stile.core.effect;

import dev.stile.core.limit.Reservation;

/** Whether an effect may leave now. */
public sealed interface Sending {
    /**
     * It may. State, audit intent and reservation are durable.
     *
     * @param effect as it is now
     * @param intent sequence number of the audit row, parent of its outcome
     */
    record Started(Effect effect, long intent) implements Sending {}

    /** Not yet. Nothing was changed. */
    record MustWait(Reservation.Wait reservation) implements Sending {}
}
