package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.core.store.Transaction;

import java.time.Instant;

/**
 * The records that a mirror's pushes deleted, and those that they closed instead. Any thread may
 * call.
 */
public final class RemovedRecords {
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

    /**
     * Keeps that a push removed a record, unless that is kept already. May be repeated.
     *
     * @param closed whether the record is still there
     * @param planned when the push planned it: what was kept since is this removal
     */
    public void keep(RecordId id, boolean closed, Instant at, Instant planned) {
        state.write(
                transaction ->
                        transaction
                                .first(
                                        "SELECT 1 FROM removed WHERE at >= ? AND id = ?",
                                        row -> true,
                                        planned.toEpochMilli(),
                                        id.text())
                                .orElseGet(
                                        () -> {
                                            add(transaction, id, closed, at);
                                            return true;
                                        }));
    }

    static void add(Transaction transaction, RecordId id, boolean closed, Instant at) {
        transaction.update(
                "INSERT INTO removed (id, at, closed) VALUES (?, ?, ?)",
                id.text(),
                at.toEpochMilli(),
                closed ? 1 : 0);
    }
}
