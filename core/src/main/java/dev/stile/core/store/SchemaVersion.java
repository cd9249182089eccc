package dev.stile.core.store;

import dev.stile.api.call.Deadline;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a schema from the version that a file has to the newest one, in as few transactions as
 * there is time for.
 */
final class SchemaVersion {
    private SchemaVersion() {}

    static void bringUp(
            Connection connection, Path path, Migrations migrations, Deadline deadline) {
        try (Statement statement = connection.createStatement()) {
            int version = read(statement);
            if (version < migrations.newest()) {
                version = climb(statement, migrations, deadline);
            }
            if (version < migrations.newest()) {
                throw new StoreException(
                        StoreException.Kind.BUSY,
                        "no time left to bring " + path + " up to date",
                        List.of());
            }
            if (version > migrations.newest()) {
                throw newer(path, migrations, version);
            }
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /** Lets pass what this release knows, up to date or not, and changes nothing. */
    static void requireKnown(Connection connection, Path path, Migrations migrations) {
        try (Statement statement = connection.createStatement()) {
            int version = read(statement);
            if (version > migrations.newest()) {
                throw newer(path, migrations, version);
            }
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /**
     * As many whole steps as there is time for, with one wait for the disk. The version is read
     * again inside: another process may have come first.
     */
    private static int climb(Statement statement, Migrations migrations, Deadline deadline)
            throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        boolean kept = false;
        try {
            int version = read(statement);
            while (version < migrations.newest() && !deadline.isPast()) {
                version++;
                for (String sql : migrations.statements(version)) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA user_version=" + version);
            }
            statement.execute("COMMIT");
            kept = true;
            return version;
        } finally {
            if (!kept) {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static int read(Statement statement) throws SQLException {
        try (ResultSet results = statement.executeQuery("PRAGMA user_version")) {
            return results.next() ? results.getInt(1) : 0;
        }
    }

    private static StoreException newer(Path path, Migrations migrations, int version) {
        return new StoreException(
                StoreException.Kind.NEWER,
                migrations.subject() + " was written by a newer release of Stile",
                List.of(
                        path
                                + " has version "
                                + version
                                + ", this release knows "
                                + migrations.newest(),
                        "install the newer release, or set STILE_HOME to another folder"));
    }
}
