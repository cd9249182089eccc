package dev.stile.hosting.service;

import dev.stile.core.effect.Effect;
import dev.stile.core.lease.Holder;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which process sends a write, and whether it can still be at it. Any thread may call. */
final class Senders {
    /** No call is so long: what is older is left over, whoever began it. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    private final Holder self;
    private final Clock clock;

    Senders(Holder self, Clock clock) {
        this.self = self;
        this.clock = clock;
    }

    /** This process sends it, from the caller's commit on. */
    void sendsHere(Transaction transaction, Effect effect) {
        transaction.update(
                "INSERT OR REPLACE INTO host_sender (effect, boot, pid, started, sent) VALUES (?, ?, ?, ?, ?)",
                effect.id(),
                self.boot(),
                self.pid(),
                self.started(),
                clock.instant().toEpochMilli());
    }

    /** When it was last sent; what an older version sent has the time of its last change. */
    static Instant sent(Transaction transaction, Effect effect) {
        return transaction
                .first(
                        "SELECT sent FROM host_sender WHERE effect = ? AND sent > 0",
                        row -> Instant.ofEpochMilli(row.number(1)),
                        effect.id())
                .orElse(effect.updated());
    }

    /** The last attempt sent nothing: the times of the one before hold. */
    static void sentNothing(Transaction transaction, Effect effect, Instant sent, Instant updated) {
        transaction.update(
                "UPDATE host_sender SET sent = ? WHERE effect = ?",
                sent.toEpochMilli(),
                effect.id());
        transaction.update(
                "UPDATE effect SET updated = ? WHERE id = ?", updated.toEpochMilli(), effect.id());
    }

    /** Whether nobody sends it any more, though it is marked as being sent. */
    boolean areGone(Transaction transaction, Effect sending) {
        return sending.updated().isBefore(clock.instant().minus(LONGEST_CALL))
                || of(transaction, sending).filter(Holder::isKnownDead).isPresent();
    }

    private static Optional<Holder> of(Transaction transaction, Effect effect) {
        return transaction.first(
                "SELECT boot, pid, started FROM host_sender WHERE effect = ?",
                row -> new Holder(row.text(1), row.number(2), row.number(3)),
                effect.id());
    }
}
