package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The audit log in the home's database. The head outside it follows within a second, whatever else
 * its process waits for, and is kept by {@link #close()}.
 */
public final class SqliteAuditLog implements AuditLog, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /** Of the second in which the head has to follow; the rest is for the disk. */
    private static final long HEAD_PAUSE_NANOS = 500_000_000L;

    private final Database database;
    private final Chain chain;
    private final HeadKeeper keeper;
    private final HeadFollower follower;
    private final OwedOutcomes owed = new OwedOutcomes();

    /**
     * @param database with the schema of the home
     * @param randomness asked only where a chain or a key begins; must be fit for keys
     * @throws StoreException HOME_REFUSED if the head or its key is a link, or open to others
     */
    public SqliteAuditLog(
            Database database,
            Home home,
            Clock clock,
            Supplier<? extends RandomGenerator> randomness) {
        this.database = database;
        HeadFile file = new HeadFile(home);
        file.requireOwn();
        this.chain = new Chain(clock, file, randomness);
        this.keeper = new HeadKeeper(database, file, chain, randomness);
        this.follower = new HeadFollower(this::isBehind, this::follow, HEAD_PAUSE_NANOS);
    }

    @Override
    public List<Long> append(
            Deadline deadline, List<AuditRow> rows, BiConsumer<Transaction, List<Long>> together) {
        boolean written = false;
        try {
            if (rows.stream().anyMatch(SqliteAuditLog::begins)) {
                keeper.mendIfBroken(deadline);
            }
            CrashPoint.AUDIT_APPEND_BEFORE.reach();
            List<Long> numbers =
                    database.transaction(
                            deadline,
                            transaction -> {
                                pay(transaction, rows);
                                List<Long> taken = new ArrayList<>(rows.size());
                                rows.forEach(row -> taken.add(add(transaction, row)));
                                together.accept(transaction, taken);
                                return taken;
                            });
            written = true;
            CrashPoint.AUDIT_APPEND_AFTER.reach();
            return numbers;
        } catch (StoreException failure) {
            throw new AuditUnavailableException("the audit log cannot be written", failure);
        } finally {
            if (!written) {
                owed.miss(rows);
            }
        }
    }

    @Override
    public long append(Transaction transaction, AuditRow row) {
        try {
            if (begins(row)) {
                pay(transaction, List.of());
            }
            return add(transaction, row);
        } catch (StoreException failure) {
            throw new AuditUnavailableException("the audit log cannot be written", failure);
        }
    }

    @Override
    public void owe(AuditRow outcome) {
        owed.keep(outcome);
    }

    /** Keeps the newest row outside the database now. */
    public void keepHead(Deadline deadline) {
        try {
            keeper.keep(deadline);
        } catch (StoreException failure) {
            throw new AuditUnavailableException(
                    "the head of the audit log cannot be kept", failure);
        }
    }

    /**
     * Writes what is owed, and keeps the head also where that cannot be written. Does not close the
     * database.
     */
    @Override
    public void close() {
        follower.close();
        try (Closing _ = this::keepLastHead) {
            if (!owed.kept().isEmpty()) {
                append(Deadline.after(CLOSING), List.of());
            }
        }
    }

    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    /** A closed database holds nothing that a head could follow. */
    private boolean isBehind() {
        return keeper.isBehind() && database.isOpen();
    }

    private void follow() {
        keeper.follow(Deadline.after(CLOSING));
    }

    private void keepLastHead() {
        if (keeper.isBehind()) {
            keepHead(Deadline.after(CLOSING));
        }
    }

    /**
     * Writes what is owed.
     *
     * @param next rows that come next: one that ends the same intent is said instead
     */
    private void pay(Transaction transaction, List<AuditRow> next) {
        for (AuditRow row : owed.kept()) {
            boolean isSaidAnew =
                    next.stream()
                            .filter(OwedOutcomes::isOutcome)
                            .filter(each -> !each.late())
                            .anyMatch(each -> each.parent().equals(row.parent()));
            if (!isSaidAnew) {
                pay(transaction, row);
            }
        }
    }

    /** A fault of what is owed is none of the row that comes after it. */
    private void pay(Transaction transaction, AuditRow row) {
        long intent = row.parent().orElseThrow();
        try {
            long number = write(transaction, LateOutcome.of(transaction, row));
            owed.pay(transaction, row, number);
        } catch (StoreException failure) {
            if (failure.kind() != StoreException.Kind.BROKEN_RULE) {
                throw failure;
            }
            throw new StoreException(
                    StoreException.Kind.NOT_WRITABLE,
                    "the outcome of row " + intent + " cannot be written",
                    failure);
        }
    }

    private long add(Transaction transaction, AuditRow row) {
        if (begins(row)) {
            keeper.failIfBroken();
            long number = write(transaction, row);
            if (row.phase() == AuditPhase.INTENT) {
                owed.begin(transaction, number);
            }
            return number;
        }
        if (row.late()) {
            // Whoever saw the crossing end knew best.
            owed.kept(row).ifPresent(first -> pay(transaction, first));
        }
        Optional<OwedOutcomes.Paid> paid = owed.paid(row);
        if (paid.isPresent()) {
            return paid.get().says(row)
                    ? paid.get().number()
                    : write(transaction, LateOutcome.after(row));
        }
        if (row.late()) {
            return write(transaction, LateOutcome.of(transaction, row));
        }
        owed.replace(transaction, row);
        return write(transaction, row);
    }

    private long write(Transaction transaction, AuditRow row) {
        keeper.appended();
        follower.appended();
        return chain.add(transaction, row);
    }

    private static boolean begins(AuditRow row) {
        return row.phase() != AuditPhase.OUTCOME;
    }
}
