package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;

/** Says whether a connection may be used now (FL-46). Any thread may ask. */
@FunctionalInterface
public interface Readiness {
    /**
     * Goes on only if it may.
     *
     * @throws dev.stile.api.error.StileException with the next command, if a person has to do
     *     something first
     */
    void requireReady(Deadline deadline, String connection);
}
