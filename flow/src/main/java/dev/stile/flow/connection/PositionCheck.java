package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;

import java.util.Optional;

/** Asks a connector whether its stream can begin somewhere. Any thread may call. */
@FunctionalInterface
public interface PositionCheck {
    /** Why not, in words of ours; empty where it can, or where the connector has no say. */
    Optional<String> refusal(Connection connection, Position position, Deadline deadline);
}
