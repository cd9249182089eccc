package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;

import java.util.List;
import java.util.Optional;

/** Looks rows up. Proves nothing: that is what {@link AuditVerifier} does. */
public final class AuditSearch {
    /** A row that was damaged is shown as such, and does not hide the others. */
    static final String COLUMNS =
            """
            SELECT seq, hash, body, coalesce(row ->> 'at', '?'), coalesce(row ->> 'actor', '?'),
                coalesce(row ->> 'verb', 'unreadable'), coalesce(row ->> 'phase', '?'), row ->> 'parent',
                row ->> 'connection', row ->> 'container', row ->> 'target', row ->> 'decision', row ->> 'outcome',
                row ->> 'reason'
            FROM (SELECT seq, hash, body, iif(json_valid(body), body, '{}') AS row FROM audit)
            """;

    private static final String MATCHING =
            COLUMNS
                    + """
            WHERE (?1 IS NULL OR row ->> 'at' >= ?1)
                AND (?2 IS NULL OR row ->> 'connection' = ?2)
                AND (?3 IS NULL OR row ->> 'verb' = ?3 OR substr(row ->> 'verb', 1, length(?3) + 1) = ?3 || '.')
                AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(row, '$.ref') WHERE value = ?4 AND (?7 IS NULL OR key = ?7)))
                AND seq < ?5
            ORDER BY seq DESC LIMIT ?6
            """;

    private final Database database;

    public AuditSearch(Database database) {
        this.database = database;
    }

    /**
     * The newest rows that match, newest first.
     *
     * @param before only rows before this number: {@link Long#MAX_VALUE}, then the last one of the
     *     page before
     * @param limit most rows in a page
     */
    public List<StoredRow> newest(AuditFilter filter, long before, int limit, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                MATCHING,
                                AuditSearch::row,
                                filter.since().map(RowBody::time),
                                filter.connection(),
                                filter.verb(),
                                filter.ref(),
                                before,
                                limit,
                                filter.refName()));
    }

    /** One row. */
    public Optional<StoredRow> row(long sequence, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        transaction.first(COLUMNS + "WHERE seq = ?", AuditSearch::row, sequence));
    }

    static StoredRow row(Row row) {
        return new StoredRow(
                row.number(1),
                row.text(4),
                row.text(5),
                row.text(6),
                row.text(7),
                row.optionalNumber(8),
                row.optionalText(9),
                row.optionalText(10),
                row.optionalText(11),
                row.optionalText(12),
                row.optionalText(13),
                row.optionalText(14),
                Digests.hex(row.bytes(2)),
                row.text(3));
    }
}
