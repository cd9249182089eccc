package dev.stile.flow.outbox;

import java.time.Instant;

/**
 * Who is told what a person may want to know (FL-57). Called after the commit, in the thread that
 * made it, outside any transaction; must not throw. One that is lost with its process can be seen
 * in the outbox.
 */
@FunctionalInterface
public interface OutboxNotices {
    void tell(Notice notice);

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
