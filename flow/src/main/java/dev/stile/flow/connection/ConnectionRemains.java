package dev.stile.flow.connection;

import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

/** What others keep of a connection and let go of when it is deleted. */
@FunctionalInterface
public interface ConnectionRemains {
    /**
     * Lets go of some of it. Called until nothing is left, and once more in the last commit of the
     * deletion.
     *
     * @param by who deletes it
     * @return whether there may be more
     */
    boolean release(Transaction transaction, String connection, Subject by);
}
