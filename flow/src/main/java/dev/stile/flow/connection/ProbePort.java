package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;

/** Asks the other side about an account. Any thread may call. */
@FunctionalInterface
public interface ProbePort {
    /**
     * Probes once. Blocks until the deadline at most. Whatever is no definite answer is {@link
     * ProbeOutcome.ProbeFailed}.
     */
    ProbeOutcome probe(Connection connection, Deadline deadline);
}
