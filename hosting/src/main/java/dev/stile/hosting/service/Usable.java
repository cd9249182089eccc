package dev.stile.hosting.service;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Failure;

/** Whether a connection may be used at all, as whoever switches connections off knows it. */
@FunctionalInterface
public interface Usable {
    /**
     * Goes on only if it may. Any thread may call.
     *
     * @throws Failure with the command that switches it on again
     */
    void require(Connection connection, Deadline deadline);
}
