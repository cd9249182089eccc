package dev.stile.flow.backup;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.core.store.OwnFiles;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies one moment of a home that may be in use into one file that its owner alone can read. The
 * file is there whole or not at all. Secrets are not in it: the store has references to them, and
 * the keys of the home stay where they are.
 */
public final class Backup {
    /** What a backup does not hold, for people. */
    public static final List<String> LEFT_OUT =
            List.of(
                    "secrets (the store has references to them)",
                    "audit.key and comment.key",
                    "mirrors",
                    "state of connectors, and files that rules write");

    private final Home home;
    private final String release;

    /**
     * @param release of Stile, as the file says it
     */
    public Backup(Home home, String release) {
        this.home = home;
        this.release = release;
    }

    /**
     * What was made.
     *
     * @param audit the proof of the log in the copy
     */
    public record Made(Path file, Instant at, long bytes, long events, AuditVerdict audit) {}

    /**
     * Makes a backup.
     *
     * @param target a file that is not there yet
     * @throws Failure DISK_NOT_WRITABLE; nothing is left
     * @throws FileAlreadyExistsException if there is one
     */
    public Made make(Path target, Instant now, Deadline deadline)
            throws FileAlreadyExistsException {
        return make(target, part -> Database.copy(home.database(), part, deadline), now, deadline);
    }

    /**
     * The same by somebody who has the store for himself.
     *
     * @param copy fills an empty file
     */
    Made make(Path target, Consumer<Path> copy, Instant now, Deadline deadline)
            throws FileAlreadyExistsException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path part =
                target.resolveSibling(
                        "." + target.getFileName() + "." + ProcessHandle.current().pid());
        try {
            // Before the copy: a log that goes on beyond the head is whole.
            Optional<byte[]> head = head();
            Optional<byte[]> policy = content(policy(home));
            Files.deleteIfExists(part);
            copy.accept(part);
            Made made = complete(part, target, head, policy, now, deadline);
            Files.move(part, target);
            sync(target);
            return made;
        } catch (FileAlreadyExistsException raced) {
            throw raced;
        } catch (IOException failed) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .headline("the backup could not be written: " + failed.getMessage())
                    .cause(failed)
                    .build();
        } finally {
            remove(part);
        }
    }

    /** None where a restore died: it may be that of the log that was there before. */
    private Optional<byte[]> head() {
        return Files.exists(home.restoredAuditHead())
                ? Optional.empty()
                : OwnFiles.read(home.auditHead());
    }

    private Made complete(
            Path part,
            Path target,
            Optional<byte[]> head,
            Optional<byte[]> policy,
            Instant now,
            Deadline deadline)
            throws IOException {
        AuditVerdict verdict;
        long events;
        try (Database copy = Database.openCopy(part, new HomeSchema(), deadline)) {
            verdict = new AuditVerifier(copy, home).verify(deadline);
            events =
                    copy.transaction(
                            deadline,
                            transaction -> {
                                Parts.makeTable(transaction);
                                Parts.put(transaction, Parts.FORMAT, Parts.FIRST);
                                Parts.put(transaction, Parts.MADE, now.toString());
                                Parts.put(transaction, Parts.RELEASE, release);
                                verdict.end()
                                        .ifPresent(
                                                end ->
                                                        Parts.put(
                                                                transaction,
                                                                Parts.END,
                                                                end.toString()));
                                head.ifPresent(bytes -> Parts.put(transaction, Parts.HEAD, bytes));
                                policy.ifPresent(
                                        bytes -> Parts.put(transaction, Parts.POLICY, bytes));
                                return transaction
                                        .first("SELECT count(*) FROM inbox", row -> row.number(1))
                                        .orElseThrow();
                            });
        }
        return new Made(target, now, Files.size(part), events, verdict);
    }

    static Path policy(Home home) {
        return home.folder().resolve(Parts.POLICY);
    }

    static Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static void sync(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    private static void remove(Path part) {
        try {
            for (String end : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(part.resolveSibling(part.getFileName() + end));
            }
        } catch (IOException stays) {
            // Whatever stopped the backup says more, and the name says what the rest is.
            return;
        }
    }
}
