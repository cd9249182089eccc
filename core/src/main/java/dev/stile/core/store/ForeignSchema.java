package dev.stile.core.store;

import org.sqlite.SQLiteConnection;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the schema of a file holds that its migrations did not make, or lacks of it: a trigger or a
 * view that somebody else put there changes what a statement of ours does.
 */
public final class ForeignSchema {
    /** SQLite makes indexes without a text, and these tables, by itself. */
    private static final String PARTS =
            """
            SELECT type, name, tbl_name, sql FROM sqlite_master
            WHERE sql IS NOT NULL AND NOT (
                type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))
            ORDER BY type, name
            """;

    private ForeignSchema() {}

    private record Part(String type, String name, String table, String sql) {
        String line() {
            return type + " " + name + (name.equals(table) ? "" : " on " + table);
        }
    }

    /**
     * Compares a file of any version up to the newest with what the statements up to that version
     * make. Reads names and texts alone, so nothing of what is there runs.
     *
     * @param besides further statements that made something in it
     * @return a line for each difference, such as {@code trigger t on audit}: text of the file
     */
    public static List<String> differences(
            Transaction transaction, Migrations migrations, List<String> besides) {
        long version = transaction.first("PRAGMA user_version", row -> row.number(1)).orElseThrow();
        Set<Part> made = made(migrations, version, besides);
        Set<Part> there = parts(transaction);
        List<String> lines = new ArrayList<>();
        there.stream().filter(part -> !made.contains(part)).map(Part::line).forEach(lines::add);
        made.stream()
                .filter(part -> there.stream().noneMatch(each -> each.name().equals(part.name())))
                .map(part -> "no " + part.line())
                .forEach(lines::add);
        return lines;
    }

    private static Set<Part> made(Migrations migrations, long version, List<String> besides) {
        try (SQLiteConnection memory = Database.opened(Path.of(":memory:"));
                Statement statement = memory.createStatement()) {
            for (int each = 1; each <= version; each++) {
                run(statement, migrations.statements(each));
            }
            run(statement, besides);
            return parts(new Transaction(memory));
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    private static void run(Statement statement, List<String> texts) throws SQLException {
        for (String text : texts) {
            statement.execute(text);
        }
    }

    private static Set<Part> parts(Transaction transaction) {
        return new LinkedHashSet<>(
                transaction.list(
                        PARTS,
                        row ->
                                new Part(
                                        row.text(1),
                                        row.text(2),
                                        row.text(3),
                                        row.text(4).replaceAll("\\s+", " ").strip())));
    }
}
