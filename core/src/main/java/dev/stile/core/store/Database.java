package dev.stile.core.store;

import dev.stile.api.call.Deadline;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One SQLite file, shared with other processes. Any thread may call; one transaction runs at a
 * time. What a transaction wrote is durable when the call returns (write-ahead log, full sync).
 *
 * <p>Opening does nothing but set the connection up and compare the schema's version.
 */
public final class Database implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMillis(5);

    private final Path path;
    private final SQLiteConnection connection;
    private final Transaction statements;
    private final ReentrantLock turn = new ReentrantLock();
    private final GroupCommit group = new GroupCommit(this);
    private volatile boolean open = true;
    private boolean lost;

    private Database(Path path, SQLiteConnection connection) {
        this.path = path;
        this.connection = connection;
        this.statements = new Transaction(connection);
    }

    /**
     * Opens the file, making it if there is none, and brings its schema up to the newest version.
     *
     * @throws StoreException NEWER if a newer release wrote it: it is left as it is; HOME_REFUSED
     *     if it is a link, or open to others
     */
    public static Database open(Path path, Migrations migrations, Deadline deadline) {
        OwnFiles.createIfMissing(path);
        return openCopy(path, migrations, deadline);
    }

    /**
     * The same for one that the caller just made by {@link #copy}, also where files have no modes.
     */
    public static Database openCopy(Path path, Migrations migrations, Deadline deadline) {
        SQLiteConnection connection = connect(path, deadline);
        try {
            SchemaVersion.bringUp(connection, path, migrations, deadline);
            return new Database(path, connection);
        } catch (StoreException failure) {
            closeQuietly(connection, failure);
            throw failure;
        }
    }

    public Path path() {
        return path;
    }

    public boolean isOpen() {
        return open;
    }

    /**
     * Runs work that writes: it has the write lock from its first statement, and all of it is kept
     * or nothing is.
     *
     * @throws StoreException BUSY if the lock is not free before the deadline; FULL, NOT_WRITABLE,
     *     DAMAGED as they are
     */
    public <T> T transaction(Deadline deadline, Function<Transaction, T> work) {
        return run("BEGIN IMMEDIATE", deadline, work);
    }

    /**
     * Runs small work that writes, perhaps in one commit with that of other threads, whose failures
     * are not its own: many who write little do not queue behind one who writes much. It may run
     * twice, the first time for nothing, so what it does outside the database it does by {@link
     * Transaction#whenEnded}.
     *
     * @param work its result is not null
     * @throws StoreException as {@link #transaction}
     */
    public <T> T inGroup(Deadline deadline, Function<Transaction, T> work) {
        return group.run(deadline, work);
    }

    /** Runs work that only reads: all its queries see one moment. Writers are not kept waiting. */
    public <T> T read(Deadline deadline, Function<Transaction, T> work) {
        return run("BEGIN DEFERRED", deadline, work);
    }

    /**
     * Copies one moment of a whole database that may be in use, into a file that must not be there.
     * Writers are not kept waiting.
     */
    public static void copy(Path from, Path to, Deadline deadline) {
        // An empty file of ours may be filled; one that SQLite makes could be read by others.
        OwnFiles.createIfMissing(to);
        try (Connection own = connect(from, deadline);
                var statement = own.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, to.toString());
            statement.execute();
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /**
     * Reads from a whole database as it is: its schema may be older than this release's, and stays
     * so. It may be in use; writers are not kept waiting.
     *
     * @throws StoreException NEWER if a newer release wrote it
     */
    public static <T> T look(
            Path path, Migrations migrations, Deadline deadline, Function<Transaction, T> work) {
        OwnFiles.requireOwn(path);
        try (Database database = new Database(path, connect(path, deadline))) {
            SchemaVersion.requireKnown(database.connection, path, migrations);
            return database.read(deadline, work);
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (open) {
                open = false;
                connection.close();
            }
        } catch (SQLException failure) {
            throw Failures.of(failure);
        } finally {
            turn.unlock();
        }
    }

    private <T> T run(String begin, Deadline deadline, Function<Transaction, T> work) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction is already in hand: use it");
        }
        takeTurn(deadline);
        try {
            if (!open) {
                throw new IllegalStateException("the database is closed");
            }
            if (lost) {
                throw new StoreException(
                        StoreException.Kind.NOT_WRITABLE,
                        "an earlier failure could not be rolled back",
                        List.of());
            }
            waitAtMost(connection, deadline);
            statements.update(begin);
            return commit(work);
        } finally {
            turn.unlock();
        }
    }

    private <T> T commit(Function<Transaction, T> work) {
        boolean kept = false;
        try {
            T result = work.apply(statements);
            statements.update("COMMIT");
            kept = true;
            return result;
        } finally {
            if (!kept) {
                rollBack();
            }
            statements.ended(kept);
        }
    }

    /**
     * SQLite itself may have rolled back already, and the failure in flight says more than a second
     * one would.
     */
    private void rollBack() {
        try {
            statements.update("ROLLBACK");
        } catch (StoreException alreadyRolledBack) {
            if (alreadyRolledBack.kind() != StoreException.Kind.BROKEN_RULE) {
                lost = true;
            }
        }
    }

    private void takeTurn(Deadline deadline) {
        try {
            if (!turn.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private StoreException busy() {
        return new StoreException(
                StoreException.Kind.BUSY,
                "another call of this process holds the database",
                List.of());
    }

    private static SQLiteConnection connect(Path path, Deadline deadline) {
        SQLiteConnection connection = opened(path);
        try {
            waitAtMost(connection, deadline);
            enterWal(connection, deadline);
            pragma(connection, "PRAGMA synchronous=FULL");
            pragma(connection, "PRAGMA foreign_keys=ON");
            return connection;
        } catch (SQLException failure) {
            StoreException told = Failures.of(failure);
            closeQuietly(connection, told);
            throw told;
        }
    }

    /** Not by the driver's factory: it registers itself and starts the JDK's logging. */
    static SQLiteConnection opened(Path path) {
        try {
            return new JDBC4Connection("jdbc:sqlite:" + path, path.toString(), settings());
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /** Without the query of generated keys that the driver adds to each statement. */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        return settings;
    }

    /**
     * Two processes that make a new home at once write its header at once, and SQLite asks no busy
     * handler for that step: it is tried again here.
     */
    private static void enterWal(Connection connection, Deadline deadline) throws SQLException {
        while (true) {
            try {
                pragma(connection, "PRAGMA journal_mode=WAL");
                return;
            } catch (SQLException failure) {
                if (!Failures.isBusy(failure) || deadline.isPast()) {
                    throw failure;
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }

    private static void pragma(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void waitAtMost(SQLiteConnection connection, Deadline deadline) {
        try {
            connection.setBusyTimeout(Math.clamp(deadline.left().toMillis(), 1, Integer.MAX_VALUE));
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    private static void closeQuietly(Connection connection, StoreException failure) {
        try {
            connection.close();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
