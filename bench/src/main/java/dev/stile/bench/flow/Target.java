package dev.stile.bench.flow;

import dev.stile.bench.stage.CommandFailed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The file that a rule inserts into, looked at from outside.
 *
 * @param file of SQLite
 */
record Target(Path file) {
    private static final Duration GLANCE = Duration.ofMillis(20);

    /** Waits for so many rows; the time in seconds since 1970 when they were seen. */
    double await(long rows, Duration longest) {
        Await.until(rows + " inserted rows", longest, GLANCE, () -> rows() >= rows);
        return System.currentTimeMillis() / 1e3;
    }

    /** How many rows there are. They are only ever added. */
    long rows() {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            if (!isThere(statement)) {
                return 0;
            }
            try (ResultSet last = statement.executeQuery("SELECT max(rowid) FROM told")) {
                return last.next() ? last.getLong(1) : 0;
            }
        } catch (SQLException unreadable) {
            throw new CommandFailed("the target: " + unreadable.getMessage());
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        try (ResultSet table =
                statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = 'told'")) {
            return table.next();
        }
    }
}
