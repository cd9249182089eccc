package dev.stile.flow.local;

import dev.stile.api.call.Deadline;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Appends records to files, each once (FL-72). Where a record will stand is durable before it is
 * written; what a crash left is compared with its digest, and half a record is taken back. Any
 * thread; processes share the files by a lock of the operating system.
 */
public final class FileAppends {
    private static final Set<PosixFilePermission> OWN =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<OpenOption> OPTIONS =
            Set.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);

    private final RuleFolders folders;
    private final AppendJournal journal;

    /**
     * @param database with the schema of the home
     */
    public FileAppends(Database database, RuleFolders folders) {
        this.folders = folders;
        this.journal = new AppendJournal(database);
    }

    /**
     * Appends those records that are not in the file yet, in their order.
     *
     * @param file relative to the rule's folder
     * @throws Failure LOCAL_FILE_REFUSED if it may never be written; LOCAL_FILE_NOT_WRITABLE if
     *     later may do. Then any of the records may be there, and repeating is safe
     */
    public void append(Deadline deadline, String slug, String file, List<AppendedRecord> records) {
        Path path = folders.file(slug, file);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path);
        }
        try (FileChannel channel =
                        FileChannel.open(path, OPTIONS, PosixFilePermissions.asFileAttribute(OWN));
                FileLock lock = lock(channel, path, deadline)) {
            append(deadline, path, channel, records);
        } catch (IOException failure) {
            throw notWritable(path, failure);
        }
    }

    /** Forgets a record of long ago: a repeat would append it anew. */
    public static void forget(Transaction transaction, IdempotencyKey key) {
        transaction.update("DELETE FROM file_append WHERE key = ? AND done = 1", key.text());
    }

    private void append(
            Deadline deadline, Path path, FileChannel channel, List<AppendedRecord> records)
            throws IOException {
        settle(deadline, path, channel);
        List<AppendedRecord> missing = journal.missing(deadline, records);
        if (missing.isEmpty()) {
            return;
        }
        CrashPoint.APPEND_JOURNAL_BEFORE.reach();
        List<AppendJournal.Place> places =
                journal.intend(deadline, path.toString(), channel.size(), missing);
        CrashPoint.APPEND_JOURNAL_AFTER.reach();
        for (int index = 0; index < missing.size(); index++) {
            places.get(index).write(channel, missing.get(index).line().value());
        }
        channel.force(true);
        CrashPoint.APPEND_DONE_BEFORE.reach();
        journal.done(deadline, places);
        CrashPoint.APPEND_DONE_AFTER.reach();
    }

    /**
     * What an earlier run began and did not finish: whole records count, the rest is taken back.
     */
    private void settle(Deadline deadline, Path path, FileChannel channel) throws IOException {
        List<AppendJournal.Place> undone = journal.undone(deadline, path.toString());
        if (undone.isEmpty()) {
            return;
        }
        List<AppendJournal.Place> whole = new ArrayList<>();
        List<AppendJournal.Place> torn = new ArrayList<>();
        for (AppendJournal.Place place : undone) {
            if (torn.isEmpty() && place.isIn(channel)) {
                whole.add(place);
            } else {
                torn.add(place);
            }
        }
        if (!torn.isEmpty() && channel.size() <= torn.getLast().end()) {
            channel.truncate(Math.min(channel.size(), torn.getFirst().offset()));
        }
        channel.force(true);
        journal.done(deadline, whole);
        journal.forget(deadline, torn);
    }

    private static FileLock lock(FileChannel channel, Path path, Deadline deadline)
            throws IOException {
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException anotherThread) {
                // Waits like for another process.
            }
            if (deadline.isPast()) {
                throw new IOException("somebody else writes to " + path.getFileName());
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static Failure refused(Path path) {
        return Failure.of(Code.LOCAL_FILE_REFUSED)
                .headline("a rule may not write to " + path.getFileName() + ": it is no plain file")
                .build();
    }

    private static Failure notWritable(Path path, IOException cause) {
        return Failure.of(Code.LOCAL_FILE_NOT_WRITABLE)
                .headline("cannot write " + path.getFileName())
                .cause(cause)
                .build();
    }
}
