package dev.stile.flow.delivery;

import dev.stile.core.store.Transaction;

import java.util.Set;

/** Which rules rest: their pending deliveries stay pending. */
public interface RestingRules {
    /**
     * Slugs of rules that are paused, held, disabled or not supported, as the transaction sees
     * them. Asked twice a turn: before it is planned, and by the claim itself.
     */
    Set<String> now(Transaction transaction);
}
