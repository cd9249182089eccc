package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The records that a mirror's pushes deleted, and those that they closed instead. Any thread may
 * call.
 */
public final class RemovedRecords {
    /** What removals are counted by. */
    public static final Duration DAY = Duration.ofHours(24);

    private final MirrorState state;

    public RemovedRecords(MirrorState state) {
        this.state = state;
    }

    /** Whether a push deleted that record since then. */
    public boolean has(RecordId id, Instant since) {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM removed WHERE at >= ? AND id = ? AND closed = 0",
                                        row -> true,
                                        since.toEpochMilli(),
                                        id.text()))
                .orElse(false);
    }

    /** The records that were removed since then. */
    public Set<RecordId> since(Instant since) {
        return Set.copyOf(
                state.read(
                        transaction ->
                                transaction.list(
                                        "SELECT DISTINCT id FROM removed WHERE at >= ?",
                                        row -> new RecordId(row.text(1)),
                                        since.toEpochMilli())));
    }

    /**
     * Keeps that a push which published nothing removed a record, once a day, and that this mirror
     * wrote then: listings that lag may still name the record. May be repeated.
     *
     * @param closed whether the record is still there
     */
    public void keep(RecordId id, boolean closed, Instant at) {
        boolean isNewest =
                state.meta(MetaName.WRITTEN_AT)
                        .map(Instant::parse)
                        .filter(last -> !last.isBefore(at))
                        .isEmpty();
        state.write(
                transaction -> {
                    if (isNewest) {
                        MirrorState.remember(transaction, MetaName.WRITTEN_AT, at.toString());
                    }
                    return keep(transaction, id, closed, at);
                });
    }

    /** A record that is removed again within a day, since nobody saw that it was, counts once. */
    static int keep(Transaction transaction, RecordId id, boolean closed, Instant at) {
        int known =
                transaction.update(
                        "UPDATE removed SET at = max(at, ?), closed = ? WHERE id = ? AND at >= ?",
                        at.toEpochMilli(),
                        closed ? 1 : 0,
                        id.text(),
                        at.minus(DAY).toEpochMilli());
        return known > 0
                ? known
                : transaction.update(
                        "INSERT INTO removed (id, at, closed) VALUES (?, ?, ?)",
                        id.text(),
                        at.toEpochMilli(),
                        closed ? 1 : 0);
    }
}
