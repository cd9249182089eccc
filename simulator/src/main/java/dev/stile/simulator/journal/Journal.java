package dev.stile.simulator.journal;

import dev.stile.simulator.json.Json;

import java.io.IOException;
import java.util.List;

/**
 * Where commands are kept. Called under the tracker's write lock, so one at a time and in order.
 */
@FunctionalInterface
public interface Journal extends AutoCloseable {
    /**
     * Keeps a command; when this returns, a kill does not lose it.
     *
     * @throws dev.stile.simulator.problem.Refused with 503 if it cannot be kept
     */
    void append(Json.Obj command);

    /**
     * Called before a command is applied.
     *
     * @throws dev.stile.simulator.problem.Refused with 503 if nothing can be kept any more
     */
    default void ready() {}

    /** The commands that were there at the start, in order. */
    default List<Json.Obj> kept() {
        return List.of();
    }

    /** Lets go of what it holds. */
    @Override
    default void close() throws IOException {}

    /** Keeps nothing: everything is gone with the process. */
    static Journal none() {
        return _ -> {};
    }
}
