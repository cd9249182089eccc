package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.lease.Fence;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where events come in. Any thread may call; processes share it. */
public interface Inbox {
    /** From now on somebody wants events of this connection. May be repeated. */
    void register(Transaction transaction, String consumer, String connection);

    /**
     * The same for a consumer that wants events of these contacts only. Replaces what it said
     * before.
     */
    void register(
            Transaction transaction, String consumer, String connection, Set<String> contacts);

    /** A consumer is gone. May be repeated. */
    void unregister(Transaction transaction, String consumer);

    /**
     * Whether anybody wants events of this connection: where nobody does, nobody need make them.
     */
    boolean isWanted(Deadline deadline, String connection);

    /** Who wants events of this connection, by name. */
    List<Consumer> consumers(Transaction transaction, String connection);

    /**
     * Stores frames in their order, the cursor behind the last of them, and audit rows with count
     * and digest, in one commit. May be repeated with the same frames.
     *
     * @param fence the lease under which the stream runs; empty where a lock of the operating
     *     system guards it
     * @param crossing who and where; the verb, digest and count are filled in
     * @return what became of each, in the same order
     * @throws dev.stile.core.lease.LeaseLostException if somebody else runs the stream by now:
     *     nothing was stored
     * @throws dev.stile.core.audit.AuditUnavailableException if it could not be stored
     */
    default List<Taken> store(
            Deadline deadline,
            StreamName stream,
            Optional<Fence> fence,
            List<Frame> frames,
            AuditEntry crossing) {
        return store(deadline, stream, fence, frames, crossing, transaction -> {});
    }

    /**
     * The same with more to keep.
     *
     * @param beside what is to be durable with the frames or not at all; may run twice, the first
     *     time for nothing
     */
    List<Taken> store(
            Deadline deadline,
            StreamName stream,
            Optional<Fence> fence,
            List<Frame> frames,
            AuditEntry crossing,
            java.util.function.Consumer<Transaction> beside);

    /** The same within somebody's transaction: what is stored is durable when that one commits. */
    List<Taken> store(
            Transaction transaction, StreamName stream, List<Frame> frames, AuditEntry crossing);

    /** Puts a cursor elsewhere, or takes it away. For a person's edit of the position. */
    void move(Transaction transaction, StreamName stream, Optional<Cursor> cursor);

    /** Forgets the cursors and consumers of a connection. Its events stay. May be repeated. */
    void forget(Transaction transaction, String connection);

    /**
     * Places of events that a backfill told first and the live stream told after it: rules that are
     * not for backfills see them only now.
     */
    List<Long> toldLive(Transaction transaction, int limit);

    /** These were given to the rules. */
    void routed(Transaction transaction, List<Long> places);

    /**
     * Whether something else was stored, or set aside, under the id of an event.
     *
     * @param sha256 of what came under it now
     */
    boolean holdsOther(Transaction transaction, String connection, String event, String sha256);

    /** How many frames of a connection are set aside. */
    long setAside(Transaction transaction, String connection);

    /** The cursor behind everything that is stored. */
    Optional<Cursor> cursor(Deadline deadline, StreamName stream);

    /**
     * Events of all connections in the order of storing.
     *
     * @param place only those after it; 0 for the first
     * @param limit most to give
     */
    List<StoredEvent> after(Deadline deadline, long place, int limit);

    /**
     * The events at those places, in one look; a place without one is left out.
     *
     * @param places not more than a page
     */
    List<StoredEvent> at(Deadline deadline, List<Long> places);

    /** The event of that id. */
    Optional<StoredEvent> find(Deadline deadline, String connection, String event);
}
