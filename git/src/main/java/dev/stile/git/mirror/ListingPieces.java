package dev.stile.git.mirror;

import dev.stile.api.value.Position;
import dev.stile.api.value.RecordId;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.store.Transaction;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The records of a listing under way, stored piece by piece so that a kill costs one piece. They
 * are used up, or dropped, by the next publication. Any thread may call.
 */
public final class ListingPieces {
    private static final int BATCH = 5_000;

    private final MirrorState state;

    ListingPieces(MirrorState state) {
        this.state = state;
    }

    /** Stores a piece of a listing, and where the listing can go on. */
    public void stage(List<ShownRecord> piece, List<RecordId> listed, Optional<Position> resume) {
        CrashPoint.LISTING_PIECE_BEFORE.reach();
        state.write(
                transaction -> {
                    piece.forEach(record -> MirrorState.insert(transaction, "staged", record));
                    listed.forEach(
                            id ->
                                    transaction.update(
                                            "INSERT OR IGNORE INTO listed (id) VALUES (?)",
                                            id.text()));
                    return resume.map(
                                    position ->
                                            MirrorState.remember(
                                                    transaction,
                                                    MetaName.LISTING_POSITION,
                                                    position.text()))
                            .orElseGet(
                                    () ->
                                            MirrorState.forget(
                                                    transaction, MetaName.LISTING_POSITION));
                });
        CrashPoint.LISTING_PIECE_AFTER.reach();
    }

    /** Takes out records that a later page says are gone. */
    public void remove(List<RecordId> gone) {
        if (!gone.isEmpty()) {
            state.write(
                    transaction -> {
                        gone.forEach(
                                id ->
                                        transaction.update(
                                                "DELETE FROM staged WHERE id = ?", id.text()));
                        return gone.size();
                    });
        }
    }

    /** Drops what is left of a listing that will not go on. */
    public void drop() {
        state.write(ListingPieces::drop);
    }

    static int drop(Transaction transaction) {
        MirrorState.forget(transaction, MetaName.LISTING_POSITION);
        transaction.update("DELETE FROM listed");
        return transaction.update("DELETE FROM staged");
    }

    /** The pieces of a listing so far. */
    public void each(Consumer<ShownRecord> consumer) {
        state.read(
                transaction -> {
                    transaction.each(
                            "SELECT " + MirrorState.RECORD_COLUMNS + " FROM staged",
                            row -> consumer.accept(MirrorState.shownRow(row)));
                    return Optional.empty();
                });
    }

    /** The records of the pieces, a batch at a time: a project may be large. */
    void eachBatch(Consumer<List<ShownRecord>> consumer) {
        String last = "";
        for (List<ShownRecord> batch = batch(last); !batch.isEmpty(); batch = batch(last)) {
            consumer.accept(batch);
            last = batch.getLast().id().text();
        }
    }

    private List<ShownRecord> batch(String after) {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT "
                                        + MirrorState.RECORD_COLUMNS
                                        + " FROM staged WHERE id > ? ORDER BY id LIMIT "
                                        + BATCH,
                                MirrorState::shownRow,
                                after));
    }

    /** Puts all pieces in place of what was shown of their records, and keeps what that was. */
    static void show(Transaction transaction) {
        transaction.update(
                "INSERT OR REPLACE INTO earlier (id, version, blob, body_style, raw_body, place)"
                        + " SELECT id, version, blob, body_style, raw_body,"
                        + " (SELECT coalesce(max(place), 0) + 1 FROM earlier WHERE id = record.id)"
                        + " FROM record WHERE id IN (SELECT id FROM staged)");
        transaction.update(
                "DELETE FROM earlier WHERE (id, version, blob) IN"
                        + " (SELECT id, version, blob FROM staged)");
        transaction.update(
                "INSERT OR REPLACE INTO record ("
                        + MirrorState.RECORD_COLUMNS
                        + ") SELECT "
                        + MirrorState.RECORD_COLUMNS
                        + " FROM staged");
    }

    /** Whether the pieces of a listing hold a record so far. */
    public boolean has(RecordId id) {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT 1 FROM staged WHERE id = ?",
                                        row -> true,
                                        id.text()))
                .isPresent();
    }

    /** How many records the pieces of a listing hold so far. */
    public int count() {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT count(*) FROM staged", row -> row.number(1)))
                .orElse(0L)
                .intValue();
    }

    /** Records that main shows and the listing under way did not name. */
    public List<ShownRecord> notListed() {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT "
                                        + MirrorState.RECORD_COLUMNS
                                        + " FROM record WHERE id NOT IN (SELECT id FROM listed) ORDER BY id",
                                MirrorState::shownRow));
    }
}
