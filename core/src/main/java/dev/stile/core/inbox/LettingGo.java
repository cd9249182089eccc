package dev.stile.core.inbox;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;

/**
 * No connection fills the store with what cannot be used. Only what nobody was told is taken is let
 * go of: what was answered is nowhere else, and stays until a person drops it.
 */
public final class LettingGo {
    /** How many more go in one commit than came: a store with a great many gets rid of them so. */
    static final int MORE_AT_ONCE = 200;

    /** The newest one of a connection behind those that it keeps. */
    static final String NEWEST_BEYOND =
            """
            SELECT id FROM quarantine INDEXED BY quarantine_unanswered
            WHERE connection = ? AND event IS NULL AND answered = 0
            ORDER BY id DESC LIMIT 1 OFFSET ?
            """;

    /** The oldest ones of a connection, up to one of them. */
    static final String OLDEST =
            """
            SELECT id FROM quarantine INDEXED BY quarantine_unanswered
            WHERE connection = ? AND event IS NULL AND answered = 0 AND id <= ?
            ORDER BY id LIMIT ?
            """;

    private static final String DELETE =
            """
            DELETE FROM quarantine INDEXED BY quarantine_unanswered
            WHERE connection = ? AND event IS NULL AND answered = 0 AND id <= ?
            """;

    private final Transaction transaction;
    private final String connection;
    private final AuditLog audit;
    private final Told told;

    LettingGo(Transaction transaction, String connection, AuditLog audit, Told told) {
        this.transaction = transaction;
        this.connection = connection;
        this.audit = audit;
        this.told = told;
    }

    /** Who is to know that a connection does not keep all any more. */
    @FunctionalInterface
    public interface Told {
        /** Called within the transaction in which some go, for each such one. */
        void letGo(Transaction transaction, String connection);
    }

    /**
     * @param came how many were set aside by this commit
     */
    void ofTheOldest(int came, AuditEntry crossing) {
        Optional<Long> beyond =
                transaction.first(
                        NEWEST_BEYOND,
                        row -> row.number(1),
                        connection,
                        Quarantine.MOST_OF_A_CONNECTION);
        if (beyond.isEmpty()) {
            return;
        }
        List<Long> oldest =
                transaction.list(
                        OLDEST,
                        row -> row.number(1),
                        connection,
                        beyond.get(),
                        came + MORE_AT_ONCE);
        transaction.update(DELETE, connection, oldest.getLast());
        audit.append(
                transaction,
                AuditRow.point(
                        crossing.verb(AuditVerb.EVENT_DROPPED)
                                .target("quarantine " + oldest.getFirst() + ".." + oldest.getLast())
                                .reason(
                                        oldest.size()
                                                + " without an id: more than "
                                                + Quarantine.MOST_OF_A_CONNECTION)));
        told.letGo(transaction, connection);
    }
}
