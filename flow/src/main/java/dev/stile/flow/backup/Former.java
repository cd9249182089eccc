package dev.stile.flow.backup;

import dev.stile.core.store.Transaction;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of the store whose place another takes.
 *
 * @param marks the last row id that each table gave out: they were told to people and to other
 *     servers, so none is given out again
 * @param end the last row of its audit log, {@code SEQ HASH}
 */
record Former(Map<String, Long> marks, Optional<String> end) {
    static final Former NONE = new Former(Map.of(), Optional.empty());

    Former {
        marks = Map.copyOf(marks);
    }

    /**
     * @param transaction of a store of any release
     */
    static Former of(Transaction transaction) {
        Map<String, Long> marks = new HashMap<>();
        if (has(transaction, "sqlite_sequence")) {
            transaction.each(
                    "SELECT name, seq FROM sqlite_sequence",
                    row -> marks.put(row.text(1), row.number(2)));
        }
        return new Former(marks, has(transaction, "audit") ? end(transaction) : Optional.empty());
    }

    private static boolean has(Transaction transaction, String table) {
        return transaction
                .first("SELECT 1 FROM sqlite_master WHERE name = ?", row -> row.number(1), table)
                .isPresent();
    }

    private static Optional<String> end(Transaction transaction) {
        return transaction.first(
                "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
                row -> row.number(1) + " " + HexFormat.of().formatHex(row.bytes(2)));
    }

    void raise(Transaction transaction) {
        marks.forEach((table, last) -> raise(transaction, table, last));
    }

    private static void raise(Transaction transaction, String table, long last) {
        int moved =
                transaction.update(
                        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", last, table);
        if (moved == 0) {
            transaction.update(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last);
        }
    }
}
