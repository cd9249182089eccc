package dev.stile.git.mirror;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;
import dev.stile.git.process.ObjectId;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The state beside a mirror's repository. Any thread may read; the holder of the mirror's lock
 * writes. Each write is durable when it returns.
 */
public final class MirrorState implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String RECORD_COLUMNS =
            "id, path, version, blob, body_style, raw_body, updated_at, parent";

    private final Database database;

    private MirrorState(Database database) {
        this.database = database;
    }

    /** Opens the file, making it if there is none. */
    static MirrorState open(Path file) {
        try {
            return new MirrorState(
                    Database.open(file, new StateMigrations(), Deadline.after(PATIENCE)));
        } catch (StoreException failed) {
            throw MirrorFailure.of(failed, file);
        }
    }

    <T> T write(Function<Transaction, T> work) {
        try {
            return database.transaction(Deadline.after(PATIENCE), work);
        } catch (StoreException failed) {
            throw MirrorFailure.of(failed, database.path());
        }
    }

    <T> T read(Function<Transaction, T> work) {
        try {
            return database.read(Deadline.after(PATIENCE), work);
        } catch (StoreException failed) {
            throw MirrorFailure.of(failed, database.path());
        }
    }

    /** A word that the mirror remembers. */
    public Optional<String> meta(MetaName name) {
        return read(transaction -> meta(transaction, name));
    }

    static Optional<String> meta(Transaction transaction, MetaName name) {
        return transaction.first(
                "SELECT value FROM meta WHERE name = ?", row -> row.text(1), name.stored());
    }

    /** Remembers a word. */
    public void remember(MetaName name, String value) {
        write(transaction -> remember(transaction, name, value));
    }

    /** Remembers several words in one commit. */
    public void remember(Map<MetaName, String> words) {
        write(
                transaction -> {
                    words.forEach((name, value) -> remember(transaction, name, value));
                    return Optional.empty();
                });
    }

    static int remember(Transaction transaction, MetaName name, String value) {
        return transaction.update(
                "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", name.stored(), value);
    }

    static int forget(Transaction transaction, MetaName name) {
        return transaction.update("DELETE FROM meta WHERE name = ?", name.stored());
    }

    /** Forgets a word. */
    public void forget(MetaName name) {
        write(transaction -> forget(transaction, name));
    }

    /** What the next delta continues from. */
    public Optional<Cursor> cursor() {
        return meta(MetaName.CURSOR).map(Cursor::new);
    }

    /** The record as main shows it. */
    public Optional<ShownRecord> shown(RecordId id) {
        return read(
                transaction ->
                        transaction.first(
                                "SELECT " + RECORD_COLUMNS + " FROM record WHERE id = ?",
                                MirrorState::shownRow,
                                id.text()));
    }

    /** Whether main shows the record, or did before it was gone. */
    public boolean wasShown(RecordId id) {
        return read(
                transaction ->
                        transaction
                                .first(
                                        "SELECT 1 FROM record WHERE id = ?1 UNION ALL SELECT 1 FROM earlier WHERE id = ?1 LIMIT 1",
                                        row -> true,
                                        id.text())
                                .orElse(false));
    }

    /** The record that main shows at a path. */
    public Optional<ShownRecord> shownAt(String path) {
        return read(
                transaction ->
                        transaction.first(
                                "SELECT " + RECORD_COLUMNS + " FROM record WHERE path = ?",
                                MirrorState::shownRow,
                                path));
    }

    /** Every record that main shows, by path. */
    public void eachShown(Consumer<ShownRecord> consumer) {
        read(
                transaction -> {
                    transaction.each(
                            "SELECT " + RECORD_COLUMNS + " FROM record ORDER BY path",
                            row -> consumer.accept(shownRow(row)));
                    return Optional.empty();
                });
    }

    /** How many records main shows. */
    public long shownCount() {
        return read(transaction ->
                        transaction.first("SELECT count(*) FROM record", row -> row.number(1)))
                .orElse(0L);
    }

    /** The version that a record was last seen at with this content. */
    public Optional<Version> versionShown(RecordId id, ObjectId blob) {
        return read(transaction ->
                        transaction
                                .first(
                                        "SELECT version FROM record WHERE id = ? AND blob = ?",
                                        row -> row.text(1),
                                        id.text(),
                                        blob.toBytes())
                                .or(
                                        () ->
                                                transaction.first(
                                                        "SELECT version FROM earlier WHERE id = ? AND blob = ? ORDER BY place DESC LIMIT 1",
                                                        row -> row.text(1),
                                                        id.text(),
                                                        blob.toBytes())))
                .map(Version::new);
    }

    /** The content that a record was shown with at a version that may be superseded. */
    public Optional<ObjectId> contentShown(RecordId id, Version version) {
        return read(
                transaction ->
                        transaction
                                .first(
                                        "SELECT blob FROM record WHERE id = ? AND version = ?",
                                        row -> ObjectId.copyOf(row.bytes(1), 0),
                                        id.text(),
                                        version.text())
                                .or(
                                        () ->
                                                transaction.first(
                                                        "SELECT blob FROM earlier WHERE id = ? AND version = ? ORDER BY place DESC LIMIT 1",
                                                        row -> ObjectId.copyOf(row.bytes(1), 0),
                                                        id.text(),
                                                        version.text())));
    }

    /**
     * Whether a record was shown at {@code later} when, or after, it was at {@code earlier}. A
     * version that was never shown is before the one that is.
     */
    public boolean isAsNew(RecordId id, Version later, Version earlier) {
        return later.equals(earlier) || place(id, later) > place(id, earlier);
    }

    private long place(RecordId id, Version version) {
        if (shown(id).filter(shown -> shown.version().equals(version)).isPresent()) {
            return Long.MAX_VALUE;
        }
        return read(transaction ->
                        transaction.first(
                                "SELECT max(place) FROM earlier WHERE id = ? AND version = ?",
                                row -> row.number(1),
                                id.text(),
                                version.text()))
                .orElse(0L);
    }

    /** Whether a version was shown before and has been superseded by another. */
    public boolean isSuperseded(RecordId id, Version version) {
        return read(
                transaction ->
                        transaction
                                .first(
                                        "SELECT 1 FROM earlier LEFT JOIN record USING (id, version)"
                                                + " WHERE earlier.id = ? AND version = ? AND record.path IS NULL",
                                        row -> true,
                                        id.text(),
                                        version.text())
                                .orElse(false));
    }

    /** What the paths of pushed commits became. */
    public PushedPaths pushed() {
        return new PushedPaths(this);
    }

    /** What unfinished pushes of a clone already made. */
    public List<MadeRecord> made(String cloneKey, Instant since) {
        return read(
                transaction ->
                        transaction.list(
                                "SELECT clone, path, record, version, blob FROM made WHERE clone = ? AND at >= ?",
                                row ->
                                        new MadeRecord(
                                                row.text(1),
                                                row.text(2),
                                                new RecordId(row.text(3)),
                                                new Version(row.text(4)),
                                                ObjectId.copyOf(row.bytes(5), 0)),
                                cloneKey,
                                since.toEpochMilli()));
    }

    /** Remembers what an unfinished push made. */
    public void rememberMade(List<MadeRecord> made, Instant at) {
        if (!made.isEmpty()) {
            write(
                    transaction -> {
                        made.forEach(one -> keepMade(transaction, one, at));
                        return Optional.empty();
                    });
        }
    }

    static void keepMade(Transaction transaction, MadeRecord made, Instant at) {
        transaction.update(
                "INSERT OR REPLACE INTO made (clone, path, record, version, blob, at) VALUES (?, ?, ?, ?, ?, ?)",
                made.cloneKey(),
                made.path(),
                made.record().text(),
                made.version().text(),
                made.blob().toBytes(),
                at.toEpochMilli());
    }

    /** What an unfinished listing brought so far. */
    public ListingPieces pieces() {
        return new ListingPieces(this);
    }

    /** Puts a record in place of what was shown of it, and keeps what that was. */
    static void show(Transaction transaction, ShownRecord record) {
        setAside(transaction, record.id());
        transaction.update(
                "DELETE FROM earlier WHERE id = ? AND version = ? AND blob = ?",
                record.id().text(),
                record.version().text(),
                record.blob().toBytes());
        insert(transaction, "record", record);
    }

    /** Puts the records of a first listing in: there is nothing yet to keep of what was. */
    static void showFirst(Transaction transaction, List<ShownRecord> records) {
        records.forEach(record -> insert(transaction, "record", record));
    }

    static boolean showsNothing(Transaction transaction) {
        return transaction.first("SELECT 1 FROM record LIMIT 1", row -> true).isEmpty()
                && transaction.first("SELECT 1 FROM earlier LIMIT 1", row -> true).isEmpty();
    }

    /** Takes a record out of what is shown, and keeps what it was. */
    static void hide(Transaction transaction, RecordId id) {
        setAside(transaction, id);
        transaction.update("DELETE FROM record WHERE id = ?", id.text());
    }

    private static void setAside(Transaction transaction, RecordId id) {
        transaction.update(
                "INSERT OR REPLACE INTO earlier (id, version, blob, body_style, raw_body, place)"
                        + " SELECT id, version, blob, body_style, raw_body,"
                        + " (SELECT coalesce(max(place), 0) + 1 FROM earlier WHERE id = record.id)"
                        + " FROM record WHERE id = ?",
                id.text());
    }

    static void insert(Transaction transaction, String table, ShownRecord record) {
        transaction.update(
                table.equals("record")
                        ? "INSERT OR REPLACE INTO record ("
                                + RECORD_COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        : "INSERT OR REPLACE INTO staged ("
                                + RECORD_COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                record.id().text(),
                record.path(),
                record.version().text(),
                record.blob().toBytes(),
                record.bodyStyle(),
                record.rawBodySha256(),
                record.updatedAt().map(Instant::toString),
                record.parent().stored());
    }

    static ShownRecord shownRow(Row row) {
        return new ShownRecord(
                new RecordId(row.text(1)),
                row.text(2),
                new Version(row.text(3)),
                ObjectId.copyOf(row.bytes(4), 0),
                row.text(5),
                row.optionalText(6),
                row.optionalText(7).map(Instant::parse),
                NotedParent.ofStored(row.optionalText(8)));
    }

    @Override
    public void close() {
        database.close();
    }
}
