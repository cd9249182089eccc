package dev.stile.core.store;

import dev.stile.api.call.Deadline;

import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;

/**
 * Puts all that another database holds into one that nobody else has open. Who opens it meanwhile
 * waits; after a crash it holds the old or the new, whole. For one thread.
 */
public final class Replacement implements AutoCloseable {
    /** What the driver answers when all is copied. */
    private static final int OK = 0;

    private final SQLiteConnection connection;

    private Replacement(SQLiteConnection connection) {
        this.connection = connection;
    }

    /**
     * Takes a database for itself.
     *
     * @throws StoreException BUSY if another process, or another part of this one, still has it
     *     open at the deadline; DAMAGED if it is no database
     */
    public static Replacement begin(Path path, Deadline deadline) {
        try {
            SQLiteConnection connection =
                    new JDBC4Connection("jdbc:sqlite:" + path, path.toString(), new Properties());
            try {
                connection.setBusyTimeout(
                        Math.clamp(deadline.left().toMillis(), 1, Integer.MAX_VALUE));
                takeAlone(connection);
                return new Replacement(connection);
            } catch (SQLException failure) {
                connection.close();
                throw failure;
            }
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /**
     * A write-ahead log is open to one alone if the mode was exclusive before it was first read:
     * https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory.
     */
    private static void takeAlone(SQLiteConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA locking_mode=EXCLUSIVE");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("SELECT count(*) FROM sqlite_master");
            statement.execute("COMMIT");
        }
    }

    /** Reads from it as it is now, while nobody else has it open. */
    public <T> T read(Function<Transaction, T> work) {
        Transaction transaction = new Transaction(connection);
        transaction.update("BEGIN");
        try {
            return work.apply(transaction);
        } finally {
            transaction.update("ROLLBACK");
        }
    }

    /** Copies it as it is now into an empty file. */
    public void copyTo(Path target) {
        OwnFiles.createIfMissing(target);
        try (var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /** Copies all of a database that nobody writes; durable when the call returns. */
    public void with(Path source) {
        try {
            int answer = connection.getDatabase().restore("main", source.toString(), null);
            if (answer != OK) {
                throw new StoreException(
                        StoreException.Kind.NOT_WRITABLE,
                        "the store could not be replaced: SQLite says " + answer,
                        List.of());
            }
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }
}
