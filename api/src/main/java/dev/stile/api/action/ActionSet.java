package dev.stile.api.action;

import dev.stile.api.call.CallContext;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The action facet of a connection. Any thread may call; calls may run at the same time. */
public interface ActionSet {
    /** What can be done. Constant for a connection; makes no request. */
    List<ActionSpec> actions();

    /**
     * What is wrong with an action that was stored once and cannot be had as it is; empty for every
     * other. Makes no request.
     */
    default Optional<String> leftOut(String action) {
        return Optional.empty();
    }

    /**
     * Does it once.
     *
     * @throws dev.stile.api.error.ConnectorException if it was definitely not done; {@code
     *     OutcomeUnknown} if it may have been
     */
    ActionResult perform(ActionCall call, CallContext context);

    /**
     * Asks what became of an attempt whose answer was lost. Changes nothing; may be repeated.
     *
     * @param attemptedAt when the attempt was made, on our clock
     */
    default Reconciliation reconcile(ActionCall call, Instant attemptedAt, CallContext context) {
        return new Reconciliation.CannotTell("the connector cannot look it up");
    }
}
