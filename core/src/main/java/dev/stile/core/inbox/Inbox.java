package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.lease.Fence;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;

/** Where events come in. Any thread may call; processes share it. */
public interface Inbox {
    /** From now on somebody wants events of this connection. May be repeated. */
    void register(Transaction transaction, String consumer, String connection);

    /** A consumer is gone. May be repeated. */
    void unregister(Transaction transaction, String consumer);

    /**
     * Whether anybody wants events of this connection: where nobody does, nobody need make them.
     */
    boolean isWanted(Deadline deadline, String connection);

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
    List<Taken> store(
            Deadline deadline,
            StreamName stream,
            Optional<Fence> fence,
            List<Frame> frames,
            AuditEntry crossing);

    /** The same within somebody's transaction: what is stored is durable when that one commits. */
    List<Taken> store(
            Transaction transaction, StreamName stream, List<Frame> frames, AuditEntry crossing);

    /** The cursor behind everything that is stored. */
    Optional<Cursor> cursor(Deadline deadline, StreamName stream);

    /**
     * Events of all connections in the order of storing.
     *
     * @param place only those after it; 0 for the first
     * @param limit most to give
     */
    List<StoredEvent> after(Deadline deadline, long place, int limit);

    /** The event of that id. */
    Optional<StoredEvent> find(Deadline deadline, String connection, String event);
}
