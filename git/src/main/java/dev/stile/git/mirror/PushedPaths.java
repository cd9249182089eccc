package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;
import dev.stile.git.process.ObjectId;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the paths of pushed commits became. A push adds rows for the paths that it changed, and no
 * other: commits that were pushed one upon the other are a line, and on it a row holds until the
 * next one of its path. A commit that was pushed upon an earlier one of a line begins a line that
 * goes on from there. Any thread may read; the holder of the mirror's lock writes.
 */
public final class PushedPaths {
    /** In place of a record: what was said of the path before holds no more. */
    private static final String ENDED = "";

    private static final String COLUMNS = "tip, path, record, version, blob";

    private static final String NEWEST =
            "SELECT "
                    + COLUMNS
                    + " FROM pushed WHERE line = ? AND path = ? AND seq <= ? ORDER BY seq DESC LIMIT 1";

    /** Each path once, however often it was pushed. */
    private static final String PATHS_OF_RECORD =
            """
            WITH RECURSIVE named (path) AS (
                SELECT min(path) FROM pushed WHERE record = ?1
                UNION ALL
                SELECT (SELECT min(path) FROM pushed WHERE record = ?1 AND path > named.path)
                FROM named WHERE named.path IS NOT NULL)
            SELECT path FROM named WHERE path IS NOT NULL
            """;

    private final MirrorState state;

    PushedPaths(MirrorState state) {
        this.state = state;
    }

    /** Where a pushed commit stands. */
    private record Place(long line, long sequence) {}

    /** The record that a path of a pushed commit stands for; nothing of any other commit. */
    public Optional<PushedPath> at(ObjectId commit, String path) {
        return state.read(transaction -> at(transaction, commit, path));
    }

    private static Optional<PushedPath> at(Transaction transaction, ObjectId commit, String path) {
        Optional<Place> place = placeOf(transaction, commit);
        while (place.isPresent()) {
            Place here = place.get();
            Optional<Optional<PushedPath>> row =
                    transaction.first(
                            NEWEST, PushedPaths::standing, here.line(), path, here.sequence());
            if (row.isPresent()) {
                return row.get();
            }
            place = before(transaction, here.line());
        }
        return Optional.empty();
    }

    private static Optional<PushedPath> standing(Row row) {
        return row.text(3).equals(ENDED)
                ? Optional.empty()
                : Optional.of(read(row)).filter(path -> !path.blob().isZero());
    }

    /** Every path of a pushed commit that stands for that record. */
    public List<PushedPath> names(ObjectId commit, RecordId record) {
        return state.read(
                transaction ->
                        transaction
                                .list(PATHS_OF_RECORD, row -> row.text(1), record.text())
                                .stream()
                                .flatMap(path -> at(transaction, commit, path).stream())
                                .filter(row -> row.record().equals(record))
                                .toList());
    }

    /** Whether the push of that commit itself says what a path became. */
    public boolean says(ObjectId tip, String path) {
        return state.read(
                        transaction ->
                                transaction.first(
                                        "SELECT record FROM pushed WHERE tip = ? AND path = ?",
                                        row -> row.text(1),
                                        tip.toBytes(),
                                        path))
                .filter(record -> !record.equals(ENDED))
                .isPresent();
    }

    /** What a path became in the pushes of every clone, the newest first. */
    public List<PushedPath> ever(String path) {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM pushed WHERE path = ? AND record <> '' ORDER BY place DESC",
                                PushedPaths::read,
                                path));
    }

    /** What this clone pushed, the newest first. */
    public List<PushedPath> by(String cloneKey) {
        return state.read(
                transaction ->
                        transaction.list(
                                "SELECT "
                                        + COLUMNS
                                        + " FROM pushed WHERE clone = ? AND record <> '' ORDER BY place DESC",
                                PushedPaths::read,
                                cloneKey));
    }

    /**
     * The newest of some commits, pushed one upon the other, in which a row still holds.
     *
     * @param among which commits; the row's own is one
     */
    public ObjectId newestWith(PushedPath row, Predicate<ObjectId> among) {
        return state.read(transaction -> newestWith(transaction, row, among));
    }

    private static ObjectId newestWith(
            Transaction transaction, PushedPath row, Predicate<ObjectId> among) {
        Optional<Place> stands = placeOf(transaction, row.tip());
        if (stands.isEmpty()) {
            return row.tip();
        }
        Place from = stands.get();
        long until =
                transaction
                        .first(
                                "SELECT seq FROM pushed WHERE line = ? AND path = ? AND seq > ? ORDER BY seq LIMIT 1",
                                next -> next.number(1),
                                from.line(),
                                row.path(),
                                from.sequence())
                        .orElse(Long.MAX_VALUE);
        ObjectId[] newest = {row.tip()};
        transaction.scan(
                "SELECT tip FROM pushed_tip WHERE line = ? AND seq > ? AND seq < ? ORDER BY seq DESC",
                tip -> {
                    ObjectId commit = ObjectId.copyOf(tip.bytes(1), 0);
                    boolean found = among.test(commit);
                    if (found) {
                        newest[0] = commit;
                    }
                    return !found;
                },
                from.line(),
                from.sequence(),
                until);
        return newest[0];
    }

    /** Keeps what a push says. May be repeated. */
    static void keep(Transaction transaction, PushedCommit commit, String cloneKey) {
        Place place = placeOf(transaction, commit.tip()).orElseGet(() -> take(transaction, commit));
        commit.ended()
                .forEach(
                        path -> insert(transaction, commit.tip(), place, path, Says.END, cloneKey));
        commit.paths()
                .forEach(
                        path ->
                                insert(
                                        transaction,
                                        commit.tip(),
                                        place,
                                        path.path(),
                                        Says.of(path),
                                        cloneKey));
    }

    /** What a row says of its path, as it is stored. */
    private record Says(String record, String version, ObjectId blob) {
        static final Says END = new Says(ENDED, "", ObjectId.ZERO);

        static Says of(PushedPath path) {
            return new Says(path.record().text(), path.version().text(), path.blob());
        }
    }

    private static void insert(
            Transaction transaction,
            ObjectId tip,
            Place place,
            String path,
            Says says,
            String cloneKey) {
        transaction.update(
                "INSERT OR REPLACE INTO pushed (tip, path, record, version, blob, clone, line, seq, place)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(place), 0) + 1 FROM pushed))",
                tip.toBytes(),
                path,
                says.record(),
                says.version(),
                says.blob().toBytes(),
                cloneKey,
                place.line(),
                place.sequence());
    }

    /** Behind its base where that ends a line, else at the begin of another. */
    private static Place take(Transaction transaction, PushedCommit commit) {
        Optional<Place> base = placeOf(transaction, commit.base());
        Place place =
                base.filter(below -> endsItsLine(transaction, below))
                        .map(below -> new Place(below.line(), below.sequence() + 1))
                        .orElseGet(() -> new Place(begin(transaction, base), 1));
        transaction.update(
                "INSERT INTO pushed_tip (tip, line, seq) VALUES (?, ?, ?)",
                commit.tip().toBytes(),
                place.line(),
                place.sequence());
        return place;
    }

    private static boolean endsItsLine(Transaction transaction, Place place) {
        return transaction
                .first(
                        "SELECT 1 FROM pushed_tip WHERE line = ? AND seq > ? LIMIT 1",
                        row -> true,
                        place.line(),
                        place.sequence())
                .isEmpty();
    }

    private static long begin(Transaction transaction, Optional<Place> before) {
        return transaction.insert(
                "INSERT INTO pushed_line (before, before_seq) VALUES (?, ?)",
                before.map(Place::line),
                before.map(Place::sequence));
    }

    private static Optional<Place> placeOf(Transaction transaction, ObjectId commit) {
        return transaction.first(
                "SELECT line, seq FROM pushed_tip WHERE tip = ?",
                row -> new Place(row.number(1), row.number(2)),
                commit.toBytes());
    }

    /** What a line goes on from. */
    private static Optional<Place> before(Transaction transaction, long line) {
        return transaction.first(
                "SELECT before, before_seq FROM pushed_line WHERE line = ? AND before IS NOT NULL",
                row -> new Place(row.number(1), row.number(2)),
                line);
    }

    private static PushedPath read(Row row) {
        return new PushedPath(
                ObjectId.copyOf(row.bytes(1), 0),
                row.text(2),
                new RecordId(row.text(3)),
                new Version(row.text(4)),
                ObjectId.copyOf(row.bytes(5), 0));
    }
}
