package dev.stile.simulator.journal;

import dev.stile.simulator.json.Json;

/**
 * Where commands are kept. Called under the tracker's write lock, so one at a time and in order.
 */
@FunctionalInterface
public interface Journal {
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

    /** Keeps nothing: everything is gone with the process. */
    static Journal none() {
        return _ -> {};
    }
}
