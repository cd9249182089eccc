package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Home;
import dev.stile.flow.rule.RuleAction.SqliteInsert;

import org.sqlite.SQLiteErrorCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inserts rows into a SQLite file of the user's, each once (FL-72). Every row carries four columns
 * that name its delivery, {@code stile_connection}, {@code stile_event}, {@code stile_rule} and
 * {@code stile_node}, and the table has a unique key over them. A table that is missing is made so;
 * one that is there is left as it is, and refused where it lacks the key. Any thread may call;
 * other programs may use the file.
 */
public final class SqliteInserts {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 20;

    private final Home home;

    /**
     * @param home in whose folder no rule writes rows
     */
    public SqliteInserts(Home home) {
        this.home = home;
    }

    /**
     * Inserts rows in their order in one transaction of the file; a row that is there already stays
     * as it is.
     *
     * @return for each row why it was not inserted; empty where it is in the table. A row that is
     *     refused leaves the others alone
     * @throws Failure TARGET_FILE_BUSY if nothing was inserted and later may do
     */
    public List<Optional<Failure>> insert(
            Deadline deadline, SqliteInsert action, List<TargetRow> rows) {
        Path file = checked(action);
        Deadline patience = deadline.orSooner(PATIENCE);
        while (true) {
            try (TargetFile target = TargetFile.open(file, action)) {
                return insertAll(target, rows);
            } catch (SQLException failure) {
                if (!isBusy(failure) || patience.isPast()) {
                    throw failed(action, failure);
                }
            }
            pause(action);
        }
    }

    private static List<Optional<Failure>> insertAll(TargetFile target, List<TargetRow> rows)
            throws SQLException {
        target.begin();
        List<Optional<Failure>> refusals = new ArrayList<>(rows.size());
        for (TargetRow row : rows) {
            refusals.add(target.insert(row));
        }
        target.commit();
        return refusals;
    }

    /** Neither a file of Stile's own nor a relative one, whose meaning depends on where we run. */
    private Path checked(SqliteInsert action) {
        Path file = Path.of(action.file());
        if (!file.isAbsolute() || real(file).startsWith(real(home.folder()))) {
            throw Failure.of(Code.LOCAL_FILE_REFUSED)
                    .headline("a rule may not insert into " + action.file())
                    .build();
        }
        return file;
    }

    private static Path real(Path path) {
        Path parent = path.getParent();
        try {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            return parent == null
                    ? path
                    : parent.toRealPath().resolve(path.getFileName().toString());
        } catch (IOException none) {
            return path.normalize();
        }
    }

    static boolean isBusy(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_BUSY.code
                || code == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private static void pause(SqliteInsert action) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(action, new SQLException("interrupted", interrupted));
        }
    }

    private static Failure failed(SqliteInsert action, SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        boolean isForGood =
                code == SQLiteErrorCode.SQLITE_ERROR.code
                        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
        return Failure.of(isForGood ? Code.TARGET_TABLE_REFUSED : Code.TARGET_FILE_BUSY)
                .headline(
                        isForGood
                                ? "the table " + action.table() + " does not take such rows"
                                : "cannot write " + Path.of(action.file()).getFileName() + " now")
                .cause(failure)
                .build();
    }
}
