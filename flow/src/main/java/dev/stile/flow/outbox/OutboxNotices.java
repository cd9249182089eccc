package dev.stile.flow.outbox;

import dev.stile.core.store.Transaction;

import java.time.Instant;

/**
 * Who is told what a person may want to know (FL-57). Called within the commit that makes it so, in
 * its thread: what is told is kept with it or not at all, and one that throws undoes it.
 */
@FunctionalInterface
public interface OutboxNotices {
    void tell(Transaction transaction, Notice notice);

    /** What happened. */
    sealed interface Notice {
        /** {@code outbox.waiting}: it needs somebody's approval. */
        record Waiting(Entry entry) implements Notice {}

        /** {@code outbox.unknown}: nobody knows whether it happened. */
        record Unknown(Entry entry) implements Notice {}

        /** {@code outbox.expired}: its time ran out. */
        record Expired(Entry entry) implements Notice {}

        /**
         * {@code quota.reached}: it stays approved.
         *
         * @param quota name of the count that is full
         */
        record QuotaReached(Entry entry, String quota, Instant until) implements Notice {}
    }
}
