package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.api.taint.Tainted;
import dev.stile.core.connection.Connection;

import java.util.Optional;

/** Asks a connector whether its stream can begin somewhere. Any thread may call. */
@FunctionalInterface
public interface PositionCheck {
    /**
     * Why not.
     *
     * @param why in words of ours
     * @param said what the connector's own program said of it
     */
    record Refusal(String why, Optional<Tainted<String>> said) {}

    /** Empty where it can, or where the connector has no say. */
    Optional<Refusal> refusal(Connection connection, Position position, Deadline deadline);
}
