package dev.stile.flow.subscriber;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which folders of a workspace a person trusted, each as it was then. A change is one commit with
 * its audit row. Any thread may call; processes share it.
 */
public final class Trusts {
    private static final String SELECT = "SELECT path, sha256, person, at FROM trusted";

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * @param database with the schema of the home
     */
    public Trusts(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a person trusted.
     *
     * @param folder its real path
     * @param sha256 of everything that was in it
     * @param person who said so
     */
    public record Trust(Path folder, String sha256, String person, Instant at) {
        /** The name of the subscriber. */
        public String id() {
            return String.valueOf(folder.getFileName());
        }
    }

    /** Every one, by path. */
    public List<Trust> all(Deadline deadline) {
        return database.read(deadline, Trusts::list);
    }

    /** The one of that name; there is one at most. */
    public Optional<Trust> find(String id, Deadline deadline) {
        return all(deadline).stream().filter(trust -> trust.id().equals(id)).findFirst();
    }

    /**
     * Trusts a folder as it is, in place of any other of the same name.
     *
     * @return whether that changed anything
     */
    public boolean grant(Path folder, String sha256, Subject by, Deadline deadline) {
        requirePerson(by);
        return database.transaction(
                deadline,
                transaction -> {
                    boolean same = false;
                    for (Trust trust : list(transaction)) {
                        if (trust.folder().equals(folder) && trust.sha256().equals(sha256)) {
                            same = true;
                        } else if (trust.id().equals(String.valueOf(folder.getFileName()))) {
                            remove(transaction, trust, by);
                        }
                    }
                    if (!same) {
                        transaction.update(
                                "INSERT INTO trusted (path, sha256, person, at) VALUES (?, ?, ?, ?)",
                                folder.toString(),
                                sha256,
                                by.actor(),
                                clock.millis());
                        record(transaction, AuditVerb.TRUST_GRANT, folder, sha256, by);
                    }
                    return !same;
                });
    }

    /** Takes a trust back. False if there is none. */
    public boolean revoke(Path folder, Subject by, Deadline deadline) {
        requirePerson(by);
        return database.transaction(
                deadline,
                transaction -> {
                    Optional<Trust> trust =
                            list(transaction).stream()
                                    .filter(each -> each.folder().equals(folder))
                                    .findFirst();
                    trust.ifPresent(each -> remove(transaction, each, by));
                    return trust.isPresent();
                });
    }

    private static void requirePerson(Subject by) {
        DefaultPolicy.require(by, Deed.CONFIGURE, Way.COMMAND);
    }

    private static List<Trust> list(Transaction transaction) {
        return transaction.list(
                SELECT + " ORDER BY path LIMIT 10000",
                row ->
                        new Trust(
                                Path.of(row.text(1)),
                                row.text(2),
                                row.text(3),
                                Instant.ofEpochMilli(row.number(4))));
    }

    private void remove(Transaction transaction, Trust trust, Subject by) {
        transaction.update("DELETE FROM trusted WHERE path = ?", trust.folder().toString());
        record(transaction, AuditVerb.TRUST_REVOKE, trust.folder(), trust.sha256(), by);
    }

    private void record(
            Transaction transaction, AuditVerb verb, Path folder, String sha256, Subject by) {
        audit.append(
                transaction,
                AuditRow.point(
                        AuditEntry.of(by.origin(), by.actor(), verb)
                                .target("subscriber " + folder)
                                .content(sha256, 0)));
    }
}
