package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.Start;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.connection.Connection;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where the live stream of a connection goes on, set by a person (FL-58). Any thread may call. */
public final class ConnectionPositions {
    private static final String NOW = "now";
    private static final String BEGINNING = "beginning";
    private static final Duration RELEASING = Duration.ofSeconds(5);

    private final Database database;
    private final Inbox inbox;
    private final Leases leases;
    private final AuditLog audit;
    private final PositionCheck check;
    private final Clock clock;

    public ConnectionPositions(
            Database database,
            Inbox inbox,
            Leases leases,
            AuditLog audit,
            PositionCheck check,
            Clock clock) {
        this.database = database;
        this.inbox = inbox;
        this.leases = leases;
        this.audit = audit;
        this.check = check;
        this.clock = clock;
    }

    /**
     * What setting a position did.
     *
     * @param before the cursor that was stored; it is kept, so that the change can be undone
     */
    public record Moved(Optional<Cursor> before) {}

    /**
     * Sets it. The stream must stand still.
     *
     * @param reason of the person, for the audit
     * @throws Failure STREAM_RUNNING; POSITION_REFUSED if the connector says no
     */
    public Moved set(
            Connection connection,
            Position position,
            String reason,
            Subject subject,
            Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        String slug = connection.slug().text();
        Lease lease = StreamLease.take(leases, slug, deadline);
        try {
            Deadline held = deadline.orSooner(lease.until().left());
            requireAgreed(connection, position, held);
            CrashPoint.CONNECTION_POSITION_BEFORE.reach();
            Moved moved = move(slug, position, reason, subject, held);
            CrashPoint.CONNECTION_POSITION_AFTER.reach();
            return moved;
        } finally {
            // Also behind a program that took all the time there was.
            leases.release(Deadline.after(RELEASING), lease);
        }
    }

    /** Its program is asked while no stream of it runs, and none begins. */
    private void requireAgreed(Connection connection, Position position, Deadline deadline) {
        Optional<PositionCheck.Refusal> refusal = check.refusal(connection, position, deadline);
        if (refusal.isPresent()) {
            String slug = connection.slug().text();
            Failure.Builder failure =
                    Failure.of(Code.POSITION_REFUSED)
                            .detail(refusal.get().why())
                            .argument("connection", slug)
                            .fact("connection", slug);
            refusal.get().said().ifPresent(failure::saying);
            throw failure.build();
        }
    }

    /** The cursor before the last change, for undoing it. */
    public Optional<Cursor> before(String connection, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        transaction
                                .first(
                                        "SELECT cursor_before FROM stream_position WHERE connection = ?",
                                        row -> row.optionalText(1),
                                        connection)
                                .flatMap(text -> text)
                                .map(Cursor::new));
    }

    /** Where a stream without a cursor begins: now, unless a person said otherwise. */
    public Start start(String connection, Deadline deadline) {
        boolean fromBeginning =
                database.read(
                        deadline,
                        transaction ->
                                transaction
                                        .first(
                                                "SELECT start FROM stream_position WHERE connection = ?",
                                                row -> row.text(1),
                                                connection)
                                        .filter(BEGINNING::equals)
                                        .isPresent());
        return fromBeginning ? new Start.Beginning() : new Start.Now();
    }

    private Moved move(
            String slug, Position position, String reason, Subject subject, Deadline deadline) {
        StreamName stream = StreamName.live(slug);
        Optional<Cursor> before = inbox.cursor(deadline, stream);
        Optional<Cursor> next =
                position instanceof Position.At(Cursor cursor)
                        ? Optional.of(cursor)
                        : Optional.empty();
        return database.transaction(
                deadline,
                transaction -> {
                    inbox.move(transaction, stream, next);
                    keep(
                            transaction,
                            audit,
                            new Kept(slug, position, before, reason, subject, clock.instant()));
                    return new Moved(before);
                });
    }

    /**
     * Another position of a stream, to be kept.
     *
     * @param before the cursor that it had, which is kept for undoing the change
     * @param reason for the audit
     */
    public record Kept(
            String connection,
            Position position,
            Optional<Cursor> before,
            String reason,
            Subject by,
            Instant at) {}

    /** Keeps it within a transaction; the cursor itself is for the caller to move. */
    public static void keep(Transaction transaction, AuditLog audit, Kept kept) {
        // A stream of records has a place in each project, and begins each anew.
        SeenRecords.forget(transaction, kept.connection());
        transaction.update(
                """
                INSERT OR REPLACE INTO stream_position
                    (connection, start, cursor_before, reason, at)
                VALUES (?, ?, ?, ?, ?)
                """,
                kept.connection(),
                kept.position() instanceof Position.Beginning ? BEGINNING : NOW,
                kept.before().map(Cursor::text),
                kept.reason(),
                kept.at().toEpochMilli());
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(kept.by().origin(), kept.by().actor(), AuditVerb.POSITION_SET)
                                .connection(kept.connection())
                                .target(word(kept.position()))
                                .reason(kept.reason())));
    }

    private static String word(Position position) {
        return switch (position) {
            case Position.At(Cursor cursor) -> cursor.text();
            case Position.Now now -> NOW;
            case Position.Beginning beginning -> BEGINNING;
        };
    }
}
