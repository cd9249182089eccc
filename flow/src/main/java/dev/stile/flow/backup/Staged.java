package dev.stile.flow.backup;

import static dev.stile.core.audit.AuditVerdict.Kind.HEAD_FORGED;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.ForeignSchema;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.core.store.OwnFiles;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.Transaction;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backup that is made ready in a home of its own: proven, brought up to this release, with all
 * that may have happened since held. For one thread.
 */
final class Staged implements AutoCloseable {
    private static final int MOST_NAMED = 10;
    private static final Label NOBODYS = new Label(Integrity.UNTRUSTED, Confidentiality.open());

    private final Home own;
    private final Path file;
    private final Clock clock;

    /**
     * What is ready to take the place of a store.
     *
     * @param made when the backup was made
     * @param audit the proof of its log, before anything was added
     * @param whole how the store is recognised that has taken the other's place
     */
    record Ready(
            Instant made,
            String release,
            AuditVerdict audit,
            Held held,
            Optional<byte[]> policy,
            Former whole) {}

    private record Read(
            Instant made,
            String release,
            Optional<String> end,
            Optional<byte[]> head,
            Optional<byte[]> policy) {}

    /**
     * Begins, in a folder that nobody else uses; what an earlier one left there is removed.
     *
     * @param file the backup; it is only read
     */
    Staged(Path folder, Path file, Clock clock) throws IOException {
        this.own = new Home(folder);
        this.file = file;
        this.clock = clock;
        clear();
        own.ensure();
    }

    Home home() {
        return own;
    }

    /**
     * Makes it ready.
     *
     * @param key proves the head, where this machine made the backup
     */
    Ready prepare(Optional<byte[]> key, Former former, Subject by, Deadline deadline)
            throws IOException {
        OwnFiles.createIfMissing(own.database());
        try (OutputStream copy = Files.newOutputStream(own.database())) {
            Files.copy(file, copy);
        }
        try (Database store = open(deadline)) {
            Read read = store.read(deadline, this::read);
            if (key.isPresent()) {
                // Also without a head: the new one has to be of this key.
                OwnFiles.replace(own.auditKey(), key.get());
                if (read.head().isPresent()) {
                    OwnFiles.replace(own.auditHead(), read.head().get());
                }
            }
            AuditVerdict verdict = proven(store, read, deadline);
            Parts.dropTable(store, deadline);
            Held held = hold(store, read, former, verdict, by, deadline);
            return new Ready(
                    read.made(),
                    read.release(),
                    verdict,
                    held,
                    read.policy(),
                    store.read(deadline, Former::of));
        }
    }

    /** Before the first statement that writes, which a trigger of somebody else would answer. */
    private Database open(Deadline deadline) {
        try {
            List<String> foreign =
                    Database.look(own.database(), new HomeSchema(), deadline, this::foreign);
            if (!foreign.isEmpty()) {
                throw foreign(foreign);
            }
            return Database.open(own.database(), new HomeSchema(), deadline);
        } catch (StoreException failure) {
            throw switch (failure.kind()) {
                case DAMAGED, BROKEN_RULE -> notValid("it is damaged, or no backup", failure);
                case NEWER -> notValid("a newer release of Stile made it", failure);
                case BUSY, FULL, NOT_WRITABLE, HOME_REFUSED -> failure;
            };
        }
    }

    private List<String> foreign(Transaction transaction) {
        if (!Parts.isBackup(transaction)) {
            throw notValid("no backup of this format", Optional.empty());
        }
        return ForeignSchema.differences(transaction, new HomeSchema(), List.of(Parts.TABLE));
    }

    /** Names in the file are anybody's. */
    private Failure foreign(List<String> differences) {
        Failure.Builder failure = Failure.of(Code.BACKUP_FOREIGN);
        differences.stream()
                .limit(MOST_NAMED)
                .map(line -> Tainted.of(line, NOBODYS).sanitise(Sanitizers.log(200)).value())
                .forEach(line -> failure.detail(file.getFileName() + ": " + line));
        if (differences.size() > MOST_NAMED) {
            failure.detail("and " + (differences.size() - MOST_NAMED) + " more");
        }
        return failure.build();
    }

    private Read read(Transaction transaction) {
        try {
            boolean isWhole =
                    transaction
                            .first("PRAGMA quick_check(1)", row -> row.text(1))
                            .filter("ok"::equals)
                            .isPresent();
            if (!isWhole) {
                throw notValid("its pages do not fit together", Optional.empty());
            }
            return new Read(
                    Parts.made(transaction)
                            .orElseThrow(
                                    () -> notValid("it does not say its time", Optional.empty())),
                    Parts.text(transaction, Parts.RELEASE).orElse("unknown"),
                    Parts.text(transaction, Parts.END),
                    Parts.find(transaction, Parts.HEAD),
                    Parts.find(transaction, Parts.POLICY));
        } catch (StoreException failure) {
            throw notValid("it is damaged", failure);
        }
    }

    /** A log that is whole in itself and ends where the backup says. */
    private AuditVerdict proven(Database store, Read read, Deadline deadline) throws IOException {
        AuditVerdict verdict = new AuditVerifier(store, own).verify(deadline);
        if (verdict.flaw().map(AuditVerdict.Flaw::kind).filter(HEAD_FORGED::equals).isPresent()) {
            // Another key sealed it, such as that of another machine: here it proves nothing.
            Files.delete(own.auditHead());
            verdict = new AuditVerifier(store, own).verify(deadline);
        }
        boolean ends = verdict.end().map(Object::toString).equals(read.end());
        if (verdict.result() == AuditVerdict.Result.BROKEN || !ends) {
            throw Failure.of(Code.AUDIT_BROKEN)
                    .headline("the audit log in the backup was changed")
                    .detail("nothing was restored")
                    .build();
        }
        return verdict;
    }

    private Held hold(
            Database store,
            Read read,
            Former former,
            AuditVerdict verdict,
            Subject by,
            Deadline deadline) {
        try (SqliteAuditLog audit = new SqliteAuditLog(store, own, clock, SecureRandom::new)) {
            Held held =
                    store.transaction(
                            deadline,
                            transaction -> {
                                former.raise(transaction);
                                audit.append(transaction, AuditRow.point(row(by, read, former)));
                                return Held.hold(
                                        transaction, audit, by, read.made(), clock.instant());
                            });
            audit.keepHead(deadline);
            if (verdict.result() == AuditVerdict.Result.NO_HEAD) {
                // Whoever restores is told so, and the row of that says who it was.
                audit.appendPoint(deadline, row(by, read, former).verb(AuditVerb.AUDIT_ACCEPT));
                audit.keepHead(deadline);
            }
            return held;
        }
    }

    private static AuditEntry row(Subject by, Read read, Former former) {
        AuditEntry row =
                AuditEntry.of(by.origin(), by.actor(), AuditVerb.STORE_RESTORE)
                        .reason("a backup of " + read.made());
        return former.end().map(end -> row.ref("replaced", end)).orElse(row);
    }

    private Failure notValid(String why, StoreException cause) {
        return notValid(why, Optional.of(cause));
    }

    private Failure notValid(String why, Optional<StoreException> cause) {
        Failure.Builder failure =
                Failure.of(Code.BACKUP_NOT_VALID).detail(file.getFileName() + ": " + why);
        cause.ifPresent(failure::cause);
        return failure.build();
    }

    /** The text of the head as it is now; whoever reads it has the key beside it. */
    byte[] newHead() throws IOException {
        return Files.readAllBytes(own.auditHead());
    }

    byte[] newKey() throws IOException {
        return Files.readAllBytes(own.auditKey());
    }

    /** What cannot be removed now is removed by the next one, and changes nothing meanwhile. */
    @Override
    public void close() {
        try {
            clear();
        } catch (IOException stays) {
            return;
        }
    }

    private void clear() throws IOException {
        if (!Files.exists(own.folder(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(own.folder())) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
