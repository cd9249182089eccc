package dev.stile.flow.backup;

import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.connection.ConnectionPositions;
import dev.stile.flow.connection.Position;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Streams that no rule wanted when the backup was made: each begins with what happens from now on.
 * A rule may have wanted one since and acted on what it told; a rule that is resumed or added later
 * would act on all of that again. The cursor is kept beside, where {@code connection position}
 * finds it.
 */
final class UnwantedStreams {
    private record Unwanted(String connection, Optional<String> cursor) {}

    private UnwantedStreams() {}

    /** Returns the connections, by slug. */
    static List<String> beginAnew(
            Transaction transaction, AuditLog audit, Subject by, Instant now, String why) {
        List<Unwanted> unwanted =
                transaction.list(
                        """
                        SELECT c.slug, i.cursor FROM connection c
                        LEFT JOIN inbox_cursor i ON i.connection = c.slug AND i.stream = ?
                        WHERE NOT EXISTS (SELECT 1 FROM inbox_consumer WHERE connection = c.slug)
                            AND (i.cursor IS NOT NULL
                                OR EXISTS (SELECT 1 FROM record_cursor WHERE connection = c.slug))
                        ORDER BY c.slug
                        """,
                        row -> new Unwanted(row.text(1), row.optionalText(2)),
                        StreamName.LIVE);
        for (Unwanted stream : unwanted) {
            transaction.update(
                    "DELETE FROM inbox_cursor WHERE connection = ? AND stream = ?",
                    stream.connection(),
                    StreamName.LIVE);
            ConnectionPositions.keep(
                    transaction,
                    audit,
                    new ConnectionPositions.Kept(
                            stream.connection(),
                            new Position.Now(),
                            stream.cursor().map(Cursor::new),
                            why,
                            by,
                            now));
        }
        return unwanted.stream().map(Unwanted::connection).toList();
    }
}
