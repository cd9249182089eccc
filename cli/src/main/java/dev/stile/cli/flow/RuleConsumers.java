package dev.stile.cli.flow;

import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.ConnectionConsumers;
import dev.stile.flow.rulebook.RuleStore;

import java.util.List;

/** The rules that would be left without their connection. */
record RuleConsumers(RuleStore rules) implements ConnectionConsumers {
    @Override
    public List<String> of(Transaction transaction, String connection) {
        return rules.naming(transaction, connection).stream().map(slug -> "rule:" + slug).toList();
    }

    @Override
    public void remove(Transaction transaction, String connection, Subject subject) {
        rules.naming(transaction, connection)
                .forEach(slug -> rules.delete(transaction, subject, slug));
    }
}
