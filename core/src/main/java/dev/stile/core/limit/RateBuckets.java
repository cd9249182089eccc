package dev.stile.core.limit;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Pacing;
import dev.stile.core.store.Transaction;

/**
 * Leave to send, counted over all processes and kept over restarts (TU-14). Any thread may call. A
 * bucket of one credential never delays another.
 */
public interface RateBuckets {
    /** Counts one request, or says how long to wait. One commit. */
    Reservation reserve(Deadline deadline, BucketKey key, RequestKind kind, Pacing pacing);

    /**
     * The same within somebody else's transaction, such as that of the audit intent: no commit of
     * its own.
     */
    Reservation reserve(Transaction transaction, BucketKey key, RequestKind kind, Pacing pacing);

    /** Takes in what a server's answer said. Cheap when it changes nothing. */
    void learn(Deadline deadline, BucketKey key, ServerLimit said);

    /**
     * Takes one of the places that a credential has for requests at once; a killed holder's place
     * is free again.
     *
     * @return to be closed when the answer is there
     * @throws dev.stile.api.error.ConnectorException.Unavailable when none is free before the
     *     deadline, or the thread was interrupted: nothing was sent
     */
    Place takePlace(Deadline deadline, BucketKey key, Pacing pacing);

    /** A place in the queue of one credential. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
