package dev.stile.cli.flow;

import dev.stile.core.change.SeenRecords;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.ConnectionRemains;
import dev.stile.flow.outbox.Resolutions;
import dev.stile.flow.rulebook.RuleStore;
import dev.stile.flow.webhook.WebhookAdmin;

/**
 * What the house keeps of a connection: what was to be sent, what rules declared, what its records
 * were, and its receiver.
 */
record HouseRemains(Resolutions outbox, RuleStore rules) implements ConnectionRemains {
    /** One commit stays short, whatever waits. */
    private static final int AT_ONCE = 500;

    @Override
    public boolean release(Transaction transaction, String connection, Subject by) {
        rules.connectionChanged(transaction, connection);
        SeenRecords.forget(transaction, connection);
        WebhookAdmin.forget(transaction, connection);
        return outbox.cancelAll(transaction, by, connection, AT_ONCE) == AT_ONCE;
    }
}
