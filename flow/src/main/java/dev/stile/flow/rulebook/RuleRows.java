package dev.stile.flow.rulebook;

import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of rules, within somebody's transaction. */
final class RuleRows {
    private static final String HOLD = "hold";
    private static final String VOID = "void";

    private static final String SELECT =
            """
            SELECT rule.slug, rule.version, rule.status, rule.reason, rule_version.author,
                   rule.declarations, rule.updated, rule_version.document
            FROM rule JOIN rule_version
                ON rule_version.slug = rule.slug AND rule_version.version = rule.version
            """;
    private static final String ALL = SELECT + "WHERE rule.status <> 'deleted' ORDER BY rule.slug";
    private static final String ONE = SELECT + "WHERE rule.slug = ?";

    private RuleRows() {}

    /** A rule with its newest document. */
    record Stored(
            String slug,
            long version,
            RuleStatus status,
            Optional<String> reason,
            String author,
            boolean declarationsHold,
            long updated,
            String document) {
        static Stored of(Row row) {
            return new Stored(
                    row.text(1),
                    row.number(2),
                    RuleStatus.parse(row.text(3)),
                    row.optionalText(4),
                    row.text(5),
                    row.text(6).equals(HOLD),
                    row.number(7),
                    row.text(8));
        }
    }

    /** Grows with every change of any rule by any process. */
    static long changes(Transaction transaction) {
        return transaction
                .first("SELECT changes FROM rule_book WHERE id = 1", row -> row.number(1))
                .orElseThrow();
    }

    static List<Stored> all(Transaction transaction) {
        return transaction.list(ALL, Stored::of);
    }

    /** Also one that was deleted. */
    static Optional<Stored> find(Transaction transaction, String slug) {
        return transaction.first(ONE, Stored::of, slug);
    }

    static Optional<String> document(Transaction transaction, String slug, long version) {
        return transaction.first(
                "SELECT document FROM rule_version WHERE slug = ? AND version = ?",
                row -> row.text(1),
                slug,
                version);
    }

    static void insertVersion(
            Transaction transaction,
            String slug,
            long version,
            String document,
            String author,
            long now) {
        transaction.update(
                """
                INSERT INTO rule_version (slug, version, document, author, stored)
                VALUES (?, ?, ?, ?, ?)
                """,
                slug,
                version,
                document,
                author,
                now);
    }

    /** Makes a version the one in force; its declarations were checked. */
    static void put(
            Transaction transaction,
            String slug,
            long version,
            RuleStatus status,
            String author,
            long now) {
        transaction.update(
                """
                INSERT INTO rule
                    (slug, version, status, reason, author, declarations, created, updated)
                VALUES (?, ?, ?, NULL, ?, 'hold', ?, ?)
                ON CONFLICT DO UPDATE SET version = excluded.version, status = excluded.status,
                    author = excluded.author, declarations = excluded.declarations,
                    updated = excluded.updated
                """,
                slug,
                version,
                status.wire(),
                author,
                now,
                now);
        changed(transaction);
    }

    static void status(
            Transaction transaction,
            String slug,
            RuleStatus status,
            Optional<String> reason,
            long now) {
        transaction.update(
                "UPDATE rule SET status = ?, reason = ?, updated = ? WHERE slug = ?",
                status.wire(),
                reason,
                now,
                slug);
        changed(transaction);
    }

    static void voidDeclarations(Transaction transaction, String slug, long now) {
        transaction.update(
                "UPDATE rule SET declarations = ?, updated = ? WHERE slug = ?", VOID, now, slug);
        changed(transaction);
    }

    static SortedMap<String, Long> counts(Transaction transaction, String slug) {
        SortedMap<String, Long> counts = new TreeMap<>();
        transaction.each(
                "SELECT outcome, count FROM rule_count WHERE slug = ?",
                row -> counts.put(row.text(1), row.number(2)),
                slug);
        return counts;
    }

    private static void changed(Transaction transaction) {
        transaction.update("UPDATE rule_book SET changes = changes + 1 WHERE id = 1");
    }
}
