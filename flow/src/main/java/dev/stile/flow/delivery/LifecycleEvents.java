package dev.stile.flow.delivery;

import dev.stile.core.store.Transaction;

import java.util.SortedMap;

/** Where what happens inside becomes an event of the connection {@code stile} (FL-57). */
public interface LifecycleEvents {
    /** The connection that such events belong to. */
    String CONNECTION = "stile";

    /**
     * Stores an event within the caller's transaction. Must not throw for anything but the store.
     *
     * @param kind {@code delivery.dead}, {@code rule.disabled}
     * @param id the same for the same occurrence
     * @param facts words of ours, slugs and ids
     */
    void emit(Transaction transaction, String kind, String id, SortedMap<String, String> facts);
}
