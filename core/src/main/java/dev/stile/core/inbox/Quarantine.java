package dev.stile.core.inbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Frames that were set aside, for people. Any thread may call; processes share it. */
public final class Quarantine {
    /** More that nobody was told is taken are kept of no connection: the oldest of those go. */
    public static final int MOST_OF_A_CONNECTION = 10_000;

    private static final String PAGE =
            """
            SELECT id, connection, stream, at, reason, event, length, sha256, excerpt
            FROM quarantine WHERE id < ?1 AND (?2 IS NULL OR connection = ?2)
            ORDER BY id DESC LIMIT ?3
            """;

    private final Database database;
    private final AuditLog audit;

    /**
     * @param database with the schema of the home
     */
    public Quarantine(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * A frame as it was set aside.
     *
     * @param id in the order of setting aside
     * @param connection slug
     * @param stream of the connection
     * @param at when
     */
    public record Kept(long id, String connection, String stream, Instant at, SetAside what) {
        private static Kept of(Row row) {
            return new Kept(
                    row.number(1),
                    row.text(2),
                    row.text(3),
                    Instant.ofEpochMilli(row.number(4)),
                    new SetAside(
                            row.text(5),
                            row.optionalText(6),
                            row.number(7),
                            row.text(8),
                            row.bytes(9)));
        }
    }

    /**
     * Newest first.
     *
     * @param before only those with a smaller id; {@link Long#MAX_VALUE} for the first page
     */
    public List<Kept> list(Deadline deadline, Optional<String> connection, long before, int limit) {
        return database.read(
                deadline,
                transaction -> transaction.list(PAGE, Kept::of, before, connection, limit));
    }

    /**
     * Lets go of a frame for good.
     *
     * @param reason of the person, for the audit
     * @return what it was; empty if there is none
     */
    public Optional<Kept> drop(Deadline deadline, long id, String reason, Subject subject) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    Optional<Kept> kept =
                            transaction.first(
                                    """
                                    SELECT id, connection, stream, at, reason, event, length,
                                        sha256, excerpt
                                    FROM quarantine WHERE id = ?
                                    """,
                                    Kept::of,
                                    id);
                    kept.ifPresent(
                            gone -> {
                                transaction.update("DELETE FROM quarantine WHERE id = ?", id);
                                audit.append(
                                        transaction,
                                        AuditRow.point(
                                                AuditEntry.of(
                                                                subject.origin(),
                                                                subject.actor(),
                                                                AuditVerb.EVENT_DROPPED)
                                                        .connection(gone.connection())
                                                        .target("quarantine " + id)
                                                        .content(
                                                                gone.what().sha256(),
                                                                gone.what().length())
                                                        .reason(reason)));
                            });
                    return kept;
                });
    }
}
