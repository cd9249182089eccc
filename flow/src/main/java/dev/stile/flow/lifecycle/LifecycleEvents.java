package dev.stile.flow.lifecycle;

import dev.stile.core.store.Transaction;

/** Where what happens to Stile becomes an event of its own connection (FL-57). */
public interface LifecycleEvents {
    /** The connection that such events belong to. No connection of a user can be called so. */
    String CONNECTION = "stile";

    /**
     * Tells an event within the transaction that made it so. Must not throw for anything but the
     * store. Nothing is told of what came of handling such an event: that could go on for ever.
     */
    void emit(Transaction transaction, LifecycleEvent event);
}
