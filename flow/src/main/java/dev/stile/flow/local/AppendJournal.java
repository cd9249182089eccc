package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.core.digest.Sha256;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Where each record stands or is about to stand, in the store. */
final class AppendJournal {
    private final Database database;

    AppendJournal(Database database) {
        this.database = database;
    }

    /** The bytes of one record in its file. */
    record Place(String key, long offset, long length, String sha256) {
        static Place of(Row row) {
            return new Place(row.text(1), row.number(2), row.number(3), row.text(4));
        }

        long end() {
            return offset + length;
        }

        boolean isIn(FileChannel channel) throws IOException {
            if (channel.size() < end()) {
                return false;
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    return false;
                }
            }
            return Sha256.hex(bytes.array()).equals(sha256);
        }

        void write(FileChannel channel, byte[] line) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position());
            }
        }
    }

    /** Those that are not in their file for certain, without those given twice. */
    List<AppendedRecord> missing(Deadline deadline, List<AppendedRecord> records) {
        return database.read(
                deadline,
                transaction -> {
                    java.util.Set<String> seen = new java.util.HashSet<>();
                    return records.stream()
                            .filter(
                                    record ->
                                            seen.add(record.key().text())
                                                    && !isDone(transaction, record))
                            .toList();
                });
    }

    private static boolean isDone(Transaction transaction, AppendedRecord record) {
        return transaction
                .first(
                        "SELECT 1 FROM file_append WHERE key = ? AND done = 1",
                        row -> row.number(1),
                        record.key().text())
                .isPresent();
    }

    List<Place> undone(Deadline deadline, String path) {
        return database.read(
                deadline,
                transaction ->
                        transaction.list(
                                """
                                SELECT key, offset, length, sha256 FROM file_append
                                WHERE path = ? AND done = 0 ORDER BY offset
                                """,
                                Place::of,
                                path));
    }

    List<Place> intend(Deadline deadline, String path, long offset, List<AppendedRecord> records) {
        return database.transaction(
                deadline,
                transaction -> {
                    List<Place> places = new ArrayList<>(records.size());
                    long next = offset;
                    for (AppendedRecord record : records) {
                        byte[] line = record.line().value();
                        Place place =
                                new Place(record.key().text(), next, line.length, Sha256.hex(line));
                        next = place.end();
                        places.add(place);
                        transaction.update(
                                """
                                INSERT INTO file_append (key, path, offset, length, sha256, done)
                                VALUES (?, ?, ?, ?, ?, 0)
                                """,
                                place.key(),
                                path,
                                place.offset(),
                                place.length(),
                                place.sha256());
                    }
                    return places;
                });
    }

    void done(Deadline deadline, List<Place> places) {
        each(deadline, places, "UPDATE file_append SET done = 1 WHERE key = ?");
    }

    void forget(Deadline deadline, List<Place> places) {
        each(deadline, places, "DELETE FROM file_append WHERE key = ? AND done = 0");
    }

    private void each(Deadline deadline, List<Place> places, String sql) {
        if (places.isEmpty()) {
            return;
        }
        database.transaction(
                deadline,
                transaction -> {
                    places.forEach(place -> transaction.update(sql, place.key()));
                    return true;
                });
    }
}
