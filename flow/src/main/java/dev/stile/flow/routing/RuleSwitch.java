package dev.stile.flow.routing;

import dev.stile.core.store.Transaction;

/** Switches rules off. */
@FunctionalInterface
public interface RuleSwitch {
    /**
     * Disables a rule within the caller's transaction, which also holds the audit row. May be
     * repeated.
     *
     * @param reason slug of a code
     */
    void disable(Transaction transaction, String slug, String reason);
}
