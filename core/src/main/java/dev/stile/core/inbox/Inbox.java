package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;

import java.util.List;
import java.util.Optional;

/** Where facts come in. Any thread may call; processes share it. */
public interface Inbox {
    /** From now on facts of this connection are kept for the consumer. May be repeated. */
    void register(Deadline deadline, String consumer, String connection);

    /** Whether anybody wants facts of this connection: where nobody does, nobody need make them. */
    boolean isWanted(Deadline deadline, String connection);

    /**
     * Stores the facts that are new, the cursor, and one audit row with count and digest, in one
     * commit. Where nobody registered it stores nothing at all. May be repeated with the same
     * facts.
     *
     * @param crossing who and where; the verb, digest and count are filled in
     * @return how many were new
     */
    int store(Deadline deadline, Batch batch, AuditEntry crossing);

    /** The cursor behind everything that is stored. */
    Optional<Cursor> cursor(Deadline deadline, String connection, String stream);

    /**
     * Facts of a connection in the order of storing.
     *
     * @param place only those after it; 0 for the first
     * @param limit most to give
     */
    List<StoredFact> after(Deadline deadline, String connection, long place, int limit);
}
