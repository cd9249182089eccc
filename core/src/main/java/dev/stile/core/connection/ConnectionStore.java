package dev.stile.core.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The connections of this machine. Only a person changes them. Each change and its audit row are
 * one transaction. Any thread and several processes may call.
 */
public final class ConnectionStore {
    private final Database database;
    private final AuditLog audit;

    public ConnectionStore(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * What making a connection did.
     *
     * @param connection as it is stored now
     * @param changed whether anything was written
     */
    public record Made(Connection connection, boolean changed) {}

    /** All of them, by name. */
    public List<Connection> all(Deadline deadline) {
        return database.read(deadline, ConnectionTable::all);
    }

    /** One of them. */
    public Optional<Connection> find(ConnectionSlug slug, Deadline deadline) {
        return database.read(deadline, transaction -> ConnectionTable.find(transaction, slug));
    }

    /**
     * One that must be there.
     *
     * @throws Failure UNKNOWN_CONNECTION, naming the known ones
     */
    public Connection require(String name, Deadline deadline) {
        if (!ConnectionSlug.isValid(name)) {
            throw unknown(name, deadline);
        }
        return find(new ConnectionSlug(name), deadline).orElseThrow(() -> unknown(name, deadline));
    }

    /**
     * Makes a connection. One that says the same already is left as it is; one that differs only in
     * secrets, origins, certificates or options is brought to what is asked for.
     *
     * @throws Failure CONNECTION_EXISTS if the name belongs to another connector or to other
     *     settings
     */
    public Made make(Connection wanted, Subject subject, Deadline deadline) {
        return make(Optional.empty(), wanted, Set.of(), subject, deadline, transaction -> {});
    }

    /**
     * The same, where somebody wants to know that a connection leads to another account by now.
     *
     * @param seen what {@code wanted} was made of, if there was one: it must be there as it was
     * @param mended names of settings that its connector does not take as they are stored: they may
     *     differ
     * @param elsewhere called within the commit
     * @throws Failure CONNECTION_EXISTS; CONNECTION_CHANGED
     */
    public Made make(
            Optional<Connection> seen,
            Connection wanted,
            Set<String> mended,
            Subject subject,
            Deadline deadline,
            Consumer<Transaction> elsewhere) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    Optional<Connection> present = ConnectionTable.find(transaction, wanted.slug());
                    if (seen.isPresent() && present.filter(seen.get()::isAsOldAs).isEmpty()) {
                        throw changedMeanwhile(wanted.slug());
                    }
                    if (present.isEmpty()) {
                        return insert(transaction, wanted, subject);
                    }
                    Made made = bring(transaction, present.get(), wanted, mended, subject);
                    if (!made.connection().account().equals(present.get().account())) {
                        elsewhere.accept(transaction);
                    }
                    return made;
                });
    }

    /** Grants an origin, or changes the grant that is there. */
    public Made grant(
            ConnectionSlug slug, GrantedOrigin origin, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    Connection present = present(transaction, slug);
                    List<GrantedOrigin> origins = others(present, origin.origin());
                    origins.add(origin);
                    return change(transaction, present, present.withOrigins(origins), subject);
                });
    }

    /** Takes an origin away. */
    public Made revoke(ConnectionSlug slug, String origin, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(
                deadline,
                transaction -> {
                    Connection present = present(transaction, slug);
                    return change(
                            transaction,
                            present,
                            present.withOrigins(others(present, origin)),
                            subject);
                });
    }

    /** Deletes a connection; its audit rows stay. False if there is none. */
    public boolean delete(ConnectionSlug slug, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(deadline, transaction -> delete(transaction, slug, subject));
    }

    /** The same within somebody's transaction. */
    public boolean delete(Transaction transaction, ConnectionSlug slug, Subject subject) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        if (ConnectionTable.find(transaction, slug).isEmpty()) {
            return false;
        }
        ConnectionTable.delete(transaction, slug);
        record(transaction, subject, AuditVerb.CONNECTION_DELETE, slug, Optional.empty());
        return true;
    }

    /** One of them, within somebody's transaction. */
    public Optional<Connection> find(Transaction transaction, ConnectionSlug slug) {
        return ConnectionTable.find(transaction, slug);
    }

    /** All of them by name, within somebody's transaction. */
    public List<Connection> all(Transaction transaction) {
        return ConnectionTable.all(transaction);
    }

    private Made insert(Transaction transaction, Connection wanted, Subject subject) {
        Connection first = wanted.withVersion(1);
        ConnectionTable.insert(transaction, first);
        record(
                transaction,
                subject,
                AuditVerb.CONNECTION_CREATE,
                first.slug(),
                Optional.of(first.connector()));
        first.origins()
                .forEach(
                        origin ->
                                record(
                                        transaction,
                                        subject,
                                        AuditVerb.CONNECTION_GRANT,
                                        first.slug(),
                                        Optional.of(origin.origin())));
        return new Made(first, true);
    }

    private Made bring(
            Transaction transaction,
            Connection present,
            Connection wanted,
            Set<String> mended,
            Subject subject) {
        if (!present.connector().equals(wanted.connector())
                || !without(mended, present).equals(without(mended, wanted))) {
            throw Failure.of(Code.CONNECTION_EXISTS)
                    .headline(
                            "there is a connection "
                                    + present.slug()
                                    + " already, to something else")
                    .detail("it uses the connector " + present.connector())
                    .argument("connection", present.slug().text())
                    .fact("connection", present.slug().text())
                    .build();
        }
        return change(transaction, present, wanted.madeLike(present), subject);
    }

    private static Map<String, String> without(Set<String> names, Connection connection) {
        Map<String, String> settings = new TreeMap<>(connection.settings());
        settings.keySet().removeAll(names);
        return settings;
    }

    private Made change(
            Transaction transaction, Connection present, Connection wanted, Subject subject) {
        if (present.saysTheSameAs(wanted)) {
            return new Made(present, false);
        }
        Connection next = wanted.withVersion(present.version() + 1);
        if (!ConnectionTable.update(transaction, next)) {
            throw changedMeanwhile(next.slug());
        }
        recordGrants(transaction, present, next, subject);
        if (!present.withOrigins(List.of()).saysTheSameAs(next.withOrigins(List.of()))) {
            record(
                    transaction,
                    subject,
                    AuditVerb.CONNECTION_UPDATE,
                    next.slug(),
                    Optional.empty());
        }
        return new Made(next, true);
    }

    private static Failure changedMeanwhile(ConnectionSlug slug) {
        return Failure.of(Code.CONNECTION_CHANGED).argument("connection", slug.text()).build();
    }

    private void recordGrants(
            Transaction transaction, Connection before, Connection after, Subject subject) {
        for (GrantedOrigin granted : after.origins()) {
            boolean same =
                    before.grant(granted.origin())
                            .filter(old -> old.privateAllowed() == granted.privateAllowed())
                            .isPresent();
            if (!same) {
                record(
                        transaction,
                        subject,
                        AuditVerb.CONNECTION_GRANT,
                        after.slug(),
                        Optional.of(granted.origin()));
            }
        }
        for (GrantedOrigin revoked : before.origins()) {
            if (after.grant(revoked.origin()).isEmpty()) {
                record(
                        transaction,
                        subject,
                        AuditVerb.CONNECTION_REVOKE,
                        after.slug(),
                        Optional.of(revoked.origin()));
            }
        }
    }

    private void record(
            Transaction transaction,
            Subject subject,
            AuditVerb verb,
            ConnectionSlug slug,
            Optional<String> target) {
        AuditEntry entry =
                AuditEntry.of(subject.origin(), subject.actor(), verb).connection(slug.text());
        audit.append(transaction, AuditRow.point(target.map(entry::target).orElse(entry)));
    }

    private static List<GrantedOrigin> others(Connection connection, String origin) {
        List<GrantedOrigin> origins = new ArrayList<>(connection.origins());
        origins.removeIf(granted -> granted.origin().equals(origin));
        return origins;
    }

    private static Connection present(Transaction transaction, ConnectionSlug slug) {
        return ConnectionTable.find(transaction, slug)
                .orElseThrow(() -> unknown(slug.text(), ConnectionTable.all(transaction)));
    }

    private Failure unknown(String name, Deadline deadline) {
        return unknown(name, all(deadline));
    }

    /** What there is to say of a name that no connection has. */
    public static Failure unknown(String name, List<Connection> known) {
        List<String> names = known.stream().map(each -> each.slug().text()).toList();
        Failure.Builder failure =
                Failure.of(Code.UNKNOWN_CONNECTION)
                        .headline("there is no connection " + name)
                        .detail(
                                names.isEmpty()
                                        ? "no connection was made yet"
                                        : "known: " + String.join(", ", names))
                        .fact("connection", name);
        Nearest.to(name, names).ifPresent(meant -> failure.detail("did you mean " + meant + "?"));
        return failure.build();
    }
}
