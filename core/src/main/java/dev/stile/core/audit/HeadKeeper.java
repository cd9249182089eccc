package dev.stile.core.audit;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Database;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Moves the head to the end of the log: database first, then head. It moves only forward, and only
 * if the log still holds what the old head says, so that tampering is not covered up by the next
 * append. A head that is missing though there was one is made anew, and a row says so: nothing
 * proves what lies before that row.
 */
final class HeadKeeper {
    private final Database database;

    /** Without a key, a log this old had a head: a process keeps one within seconds. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Clock clock;
    private final Chain chain;
    private final HeadFile file;
    private final Supplier<? extends RandomGenerator> randomness;
    private final long everyNanos;
    private final AtomicReference<@Nullable StoreException> broken = new AtomicReference<>();
    private volatile long keptAt = System.nanoTime();
    private volatile boolean behind;

    HeadKeeper(
            Database database,
            HeadFile file,
            Clock clock,
            Chain chain,
            Supplier<? extends RandomGenerator> randomness,
            long everyNanos) {
        this.database = database;
        this.file = file;
        this.clock = clock;
        this.chain = chain;
        this.randomness = randomness;
        this.everyNanos = everyNanos;
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
     * The rows are durable already: a head that cannot be kept now fails the next append, not this
     * one.
     */
    void keepIfDue(Deadline deadline) {
        keepIfDue(deadline, everyNanos);
    }

    /** The same for somebody who looks again and again, twice in that time. */
    void keepIfBehind(Deadline deadline) {
        if (behind) {
            keepIfDue(deadline, everyNanos / 2);
        }
    }

    private void keepIfDue(Deadline deadline, long afterNanos) {
        if (System.nanoTime() - keptAt < afterNanos) {
            return;
        }
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
        keptAt = System.nanoTime();
        broken.set(null);
    }

    private boolean sayIfLost(Transaction transaction) {
        boolean lost =
                file.isMissing()
                        && Chain.end(transaction).isPresent()
                        && (file.hasKey() || isOld(transaction));
        if (lost) {
            chain.add(
                    transaction,
                    AuditRow.point(
                            AuditEntry.of(AuditOrigin.DAEMON, "stile", AuditVerb.AUDIT_HEAD)));
        }
        return lost;
    }

    private boolean isOld(Transaction transaction) {
        Instant young = clock.instant().minus(YOUNG);
        return transaction
                .first(
                        "SELECT iif(json_valid(body), coalesce(body ->> 'at', '') < ?, 1) FROM audit ORDER BY seq LIMIT 1",
                        row -> row.number(1) > 0,
                        RowBody.time(young))
                .orElse(false);
    }

    private void move(Transaction transaction, Chain.End end) {
        Optional<AuditHead> kept = file.readProven();
        if (kept.isPresent() && !holds(transaction, kept.get(), end)) {
            throw file.refusal("row " + kept.get().sequence() + " is gone or another");
        }
        if (kept.isEmpty() || kept.get().sequence() < end.sequence()) {
            write(end);
        }
    }

    private static boolean holds(Transaction transaction, AuditHead head, Chain.End end) {
        return head.chain().equals(end.chain())
                && transaction
                        .first(
                                "SELECT hash FROM audit WHERE seq = ?",
                                row -> row.bytes(1),
                                head.sequence())
                        .filter(hash -> Arrays.equals(hash, HexFormat.of().parseHex(head.hash())))
                        .isPresent();
    }

    private void write(Chain.End end) {
        CrashPoint.AUDIT_HEAD_BEFORE.reach();
        file.write(new AuditHead(end.chain(), end.sequence(), end.hash()), randomness);
        CrashPoint.AUDIT_HEAD_AFTER.reach();
    }
}
