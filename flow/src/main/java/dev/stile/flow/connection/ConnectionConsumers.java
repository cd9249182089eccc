package dev.stile.flow.connection;

import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.List;

/**
 * Whatever would be left without its connection: rules and bindings. Whoever keeps them answers.
 * Called within a transaction of the home.
 */
public interface ConnectionConsumers {
    /** What names the connection, running or paused, as {@code rule:weir-alarm}. */
    List<String> of(Transaction transaction, String connection);

    /** Deletes them, with their audit rows. May be repeated. */
    void remove(Transaction transaction, String connection, Subject subject);
}
