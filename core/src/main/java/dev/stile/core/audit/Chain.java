package dev.stile.core.audit;

import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Adds rows to the end of the chain; the caller's transaction holds the write lock, so there is one
 * end.
 */
final class Chain {
    private final Clock clock;
    private final HeadFile head;
    private final Supplier<? extends RandomGenerator> randomness;

    Chain(Clock clock, HeadFile head, Supplier<? extends RandomGenerator> randomness) {
        this.clock = clock;
        this.head = head;
        this.randomness = randomness;
    }

    /** The last row of the log. */
    record End(long sequence, String hash, String chain) {}

    long add(Transaction transaction, AuditRow row) {
        return add(
                        transaction,
                        end(transaction).orElseGet(() -> begin(transaction, row.entry())),
                        row)
                .sequence();
    }

    static Optional<End> end(Transaction transaction) {
        return transaction.first(
                "SELECT seq, hash, body FROM audit ORDER BY seq DESC LIMIT 1", Chain::endOf);
    }

    private static End endOf(Row row) {
        return new End(
                row.number(1), Digests.hex(row.bytes(2)), BodyFields.read(row.bytes(3)).chain());
    }

    /**
     * The first row holds the random id of the chain. A log that was there before is not begun anew
     * in silence. The head names the chain before the row is durable, so that no log is ever
     * without one; a begin that was not kept left such a head, and the next one begins that chain.
     */
    private End begin(Transaction transaction, AuditEntry first) {
        Optional<AuditHead> kept = head.readProven();
        if (kept.isPresent() && !kept.get().isOfNoRow()) {
            throw head.refusal("the database is empty");
        }
        String chain = kept.map(AuditHead::chain).orElseGet(this::announce);
        AuditEntry opening = AuditEntry.of(first.origin(), first.actor(), AuditVerb.AUDIT_OPEN);
        return add(transaction, new End(0, RowBody.NO_PREVIOUS, chain), AuditRow.point(opening));
    }

    private String announce() {
        byte[] id = new byte[16];
        randomness.get().nextBytes(id);
        String chain = Digests.hex(id);
        head.write(AuditHead.ofNoRow(chain), randomness);
        return chain;
    }

    private End add(Transaction transaction, End end, AuditRow row) {
        long sequence = end.sequence() + 1;
        String body =
                RowBody.of(
                        new RowBody.Place(sequence, end.chain(), end.hash(), clock.instant()), row);
        byte[] hash = Sha256.begin().digest(body.getBytes(StandardCharsets.UTF_8));
        transaction.update(
                "INSERT INTO audit (seq, body, hash) VALUES (?, ?, ?)", sequence, body, hash);
        return new End(sequence, Digests.hex(hash), end.chain());
    }
}
