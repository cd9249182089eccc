package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Moves the head to the end of the log: database first, then head. It moves only forward, and only
 * if the log still holds what the old head says, so that tampering is not covered up by the next
 * append. There is a head before there is a first row, so one that is missing beside rows was lost:
 * it is made anew, and a row says so, since nothing proves what lies before that row.
 */
final class HeadKeeper {
    private final Database database;

    private final Chain chain;
    private final HeadFile file;
    private final Supplier<? extends RandomGenerator> randomness;
    private final AtomicReference<@Nullable StoreException> broken = new AtomicReference<>();
    private volatile boolean behind;

    HeadKeeper(
            Database database,
            HeadFile file,
            Chain chain,
            Supplier<? extends RandomGenerator> randomness) {
        this.database = database;
        this.file = file;
        this.chain = chain;
        this.randomness = randomness;
    }

    void appended() {
        behind = true;
    }

    boolean isBehind() {
        return behind;
    }

    /** Tries again what failed before. */
    void mendIfBroken(Deadline deadline) {
        if (broken.get() != null) {
            keep(deadline);
        }
    }

    /**
     * @throws StoreException once the head and the log were found to disagree
     */
    void failIfBroken() {
        StoreException failure = broken.get();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * The rows are durable already: what stands against their head is told to whoever appends next.
     */
    void follow(Deadline deadline) {
        try {
            keep(deadline);
        } catch (StoreException failure) {
            if (failure.kind() != StoreException.Kind.BUSY) {
                broken.set(failure);
            }
        }
    }

    void keep(Deadline deadline) {
        if (file.isMissing()) {
            // Durable before a head names it.
            database.transaction(deadline, this::sayIfLost);
        }
        database.transaction(
                deadline,
                transaction -> {
                    behind = false;
                    boolean kept = false;
                    try {
                        Chain.end(transaction).ifPresent(end -> move(transaction, end));
                        kept = true;
                    } finally {
                        behind |= !kept;
                    }
                    return Optional.empty();
                });
        broken.set(null);
    }

    private boolean sayIfLost(Transaction transaction) {
        boolean lost =
                file.isMissing()
                        && Chain.end(transaction)
                                .filter(end -> restored(transaction, end).isEmpty())
                                .isPresent();
        if (lost) {
            chain.add(
                    transaction,
                    AuditRow.point(
                            AuditEntry.of(AuditOrigin.DAEMON, "stile", AuditVerb.AUDIT_HEAD)));
        }
        return lost;
    }

    /** Of a restore that died when the log was there, and before its head was. */
    private Optional<AuditHead> restored(Transaction transaction, Chain.End end) {
        return file.readRestored().filter(head -> holds(transaction, head, end));
    }

    private void move(Transaction transaction, Chain.End end) {
        Optional<AuditHead> restored = restored(transaction, end);
        Optional<AuditHead> kept = restored.isPresent() ? restored : file.readProven();
        if (kept.isPresent() && !holds(transaction, kept.get(), end)) {
            throw file.refusal("row " + kept.get().sequence() + " is gone or another");
        }
        if (kept.isEmpty() || restored.isPresent() || kept.get().sequence() < end.sequence()) {
            write(end);
        }
        file.forgetRestored();
    }

    private static boolean holds(Transaction transaction, AuditHead head, Chain.End end) {
        return head.chain().equals(end.chain())
                && (head.isOfNoRow() || holdsRow(transaction, head));
    }

    private static boolean holdsRow(Transaction transaction, AuditHead head) {
        return transaction
                .first("SELECT hash FROM audit WHERE seq = ?", row -> row.bytes(1), head.sequence())
                .filter(hash -> Arrays.equals(hash, HexFormat.of().parseHex(head.hash())))
                .isPresent();
    }

    private void write(Chain.End end) {
        CrashPoint.AUDIT_HEAD_BEFORE.reach();
        file.write(new AuditHead(end.chain(), end.sequence(), end.hash()), randomness);
        CrashPoint.AUDIT_HEAD_AFTER.reach();
    }
}
