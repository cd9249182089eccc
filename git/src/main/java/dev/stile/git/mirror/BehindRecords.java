package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Records whose last good file stays because what is newer of them could not be read. Later syncs
 * ask for them again: the next one at first, then ever less often. Any thread may read; the holder
 * of the mirror's lock writes. Each write is durable when it returns.
 */
public final class BehindRecords {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Doublings after which the longest wait is reached. */
    private static final int DOUBLINGS = 9;

    private final MirrorState state;

    public BehindRecords(MirrorState state) {
        this.state = state;
    }

    /** All of them, the one first that is to be asked for first. */
    public List<RecordId> all() {
        return due(Instant.ofEpochMilli(Long.MAX_VALUE), Integer.MAX_VALUE);
    }

    /** Those that are to be asked for by now, the one first that has waited longest. */
    public List<RecordId> due(Instant now, int most) {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT id FROM behind WHERE due <= ? ORDER BY due, id LIMIT ?",
                                row -> new RecordId(row.text(1)),
                                now.toEpochMilli(),
                                most));
    }

    /** Keeps records that could not be read now, once more or for the first time. */
    public void keep(Collection<RecordId> unread, Instant now) {
        if (!unread.isEmpty()) {
            state.write(
                    transaction -> {
                        unread.forEach(id -> keep(transaction, id, now));
                        return unread.size();
                    });
        }
    }

    private static void keep(Transaction transaction, RecordId id, Instant now) {
        long tries =
                1
                        + transaction
                                .first(
                                        "SELECT tries FROM behind WHERE id = ?",
                                        row -> row.number(1),
                                        id.text())
                                .orElse(0L);
        transaction.update(
                "INSERT OR REPLACE INTO behind (id, tries, due) VALUES (?, ?, ?)",
                id.text(),
                tries,
                now.plus(pause(tries)).toEpochMilli());
    }

    private static Duration pause(long tries) {
        if (tries == 1) {
            return Duration.ZERO;
        }
        Duration pause = SHORTEST.multipliedBy(1L << Math.min(tries - 2, DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    /** Forgets records that main shows as they are, or no more. */
    public void forget(Set<RecordId> caughtUp) {
        if (!caughtUp.isEmpty()) {
            state.write(
                    transaction -> {
                        caughtUp.forEach(
                                id ->
                                        transaction.update(
                                                "DELETE FROM behind WHERE id = ?", id.text()));
                        return caughtUp.size();
                    });
        }
    }
}
