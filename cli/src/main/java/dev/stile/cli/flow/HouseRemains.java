package dev.stile.cli.flow;

import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.ConnectionRemains;
import dev.stile.flow.outbox.Resolutions;
import dev.stile.flow.rulebook.RuleStore;

/** What the house keeps of a connection: what was to be sent, and what rules declared. */
record HouseRemains(Resolutions outbox, RuleStore rules) implements ConnectionRemains {
    /** One commit stays short, whatever waits. */
    private static final int AT_ONCE = 500;

    @Override
    public boolean release(Transaction transaction, String connection, Subject by) {
        rules.connectionChanged(transaction, connection);
        return outbox.cancelAll(transaction, by, connection, AT_ONCE) == AT_ONCE;
    }
}
