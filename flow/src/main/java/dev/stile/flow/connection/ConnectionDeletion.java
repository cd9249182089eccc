package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deletes a connection with all that hangs on it (FL-48). Each step may be repeated; one that was
 * interrupted goes on at the next start, and the name stays taken until the last one. Audit rows
 * and events stay.
 */
public final class ConnectionDeletion {
    private final Database database;
    private final ConnectionStore connections;
    private final ConnectionLives lives;
    private final ConnectionConsumers consumers;
    private final List<ConnectionRemains> remains;
    private final StateFolders folders;
    private final Leases leases;
    private final Inbox inbox;
    private final LifecycleEvents events;

    /**
     * @param remains what others keep of a connection
     */
    public ConnectionDeletion(
            Database database,
            ConnectionStore connections,
            ConnectionLives lives,
            ConnectionConsumers consumers,
            List<ConnectionRemains> remains,
            StateFolders folders,
            Leases leases,
            Inbox inbox,
            LifecycleEvents events) {
        this.database = database;
        this.connections = connections;
        this.lives = lives;
        this.consumers = consumers;
        this.remains = List.copyOf(remains);
        this.folders = folders;
        this.leases = leases;
        this.inbox = inbox;
        this.events = events;
    }

    /**
     * Deletes it. Its streams are stopped first, by whichever process runs them.
     *
     * @param withRules whether rules that name it go, too
     * @return false if there is none
     * @throws Failure CONNECTION_IN_USE, naming the rules; STREAM_RUNNING if a stream did not stop
     *     before the deadline: the deletion stays begun, and goes on with the next call
     */
    public boolean delete(
            ConnectionSlug slug, boolean withRules, Subject subject, Deadline deadline) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        if (!begin(slug, withRules, subject, deadline)) {
            return false;
        }
        finish(slug, deadline);
        return true;
    }

    /** What was begun and is not finished, by name. */
    public List<String> unfinished(Deadline deadline) {
        return database.read(deadline, LifeTable::deleting);
    }

    /** Goes on with a deletion that was begun. The daemon calls it at its start. */
    public void resume(ConnectionSlug slug, Deadline deadline) {
        finish(slug, deadline);
    }

    private boolean begin(
            ConnectionSlug slug, boolean withRules, Subject subject, Deadline deadline) {
        CrashPoint.CONNECTION_DELETE_BEFORE.reach();
        boolean begun =
                database.transaction(
                        deadline,
                        transaction -> {
                            Optional<ConnectionLife> life = lives.life(transaction, slug);
                            if (life.isEmpty()) {
                                return false;
                            }
                            if (!withRules) {
                                requireUnused(transaction, slug);
                            }
                            lives.beginDeleting(
                                    transaction,
                                    slug,
                                    new ConnectionLife.Deleting(subject.actor(), withRules),
                                    subject);
                            return true;
                        });
        CrashPoint.CONNECTION_DELETE_AFTER.reach();
        return begun;
    }

    private void finish(ConnectionSlug slug, Deadline deadline) {
        Optional<Connection> connection = connections.find(slug, deadline);
        if (connection.isEmpty()) {
            step(deadline, transaction -> LifeTable.delete(transaction, slug.text()));
            return;
        }
        Lease lease = StreamLease.take(leases, slug.text(), deadline);
        try {
            finish(connection.get(), deadline);
        } finally {
            leases.release(deadline, lease);
        }
    }

    private void finish(Connection connection, Deadline deadline) {
        ConnectionSlug slug = connection.slug();
        Optional<ConnectionLife.Deleting> begun =
                database.read(deadline, transaction -> lives.life(transaction, slug))
                        .flatMap(ConnectionLife::deleting);
        if (begun.isEmpty()) {
            return;
        }
        Subject person = new Subject.Person(begun.get().by());
        step(
                deadline,
                transaction -> {
                    if (begun.get().withRules()) {
                        consumers.remove(transaction, slug.text(), person);
                    }
                });
        remains.forEach(each -> release(each, slug, person, deadline));
        CrashPoint.CONNECTION_DELETE_BEFORE.reach();
        folders.wipe(connection.connector(), slug.text());
        CrashPoint.CONNECTION_DELETE_AFTER.reach();
        step(deadline, transaction -> inbox.forget(transaction, slug.text()));
        step(
                deadline,
                transaction -> {
                    HostRows.forget(transaction, slug.text());
                    remains.forEach(each -> each.release(transaction, slug.text(), person));
                    connections.delete(transaction, slug, person);
                    LifeTable.delete(transaction, slug.text());
                    events.emit(
                            transaction,
                            LifecycleEvent.of(
                                            LifecycleKind.CONNECTION_DELETED,
                                            slug.text(),
                                            "the connection " + slug + " was deleted")
                                    .fact("connection", slug.text())
                                    .fact("connector", connection.connector()));
                });
    }

    private void release(
            ConnectionRemains what, ConnectionSlug slug, Subject person, Deadline deadline) {
        boolean more = true;
        while (more) {
            CrashPoint.CONNECTION_DELETE_BEFORE.reach();
            more =
                    database.transaction(
                            deadline,
                            transaction -> what.release(transaction, slug.text(), person));
            CrashPoint.CONNECTION_DELETE_AFTER.reach();
        }
    }

    private void step(Deadline deadline, Consumer<Transaction> work) {
        CrashPoint.CONNECTION_DELETE_BEFORE.reach();
        database.transaction(
                deadline,
                transaction -> {
                    work.accept(transaction);
                    return true;
                });
        CrashPoint.CONNECTION_DELETE_AFTER.reach();
    }

    private void requireUnused(Transaction transaction, ConnectionSlug slug) {
        List<String> using = consumers.of(transaction, slug.text());
        if (!using.isEmpty()) {
            throw Failure.of(Code.CONNECTION_IN_USE)
                    .headline("the connection " + slug + " is in use")
                    .detail("used by " + String.join(", ", using))
                    .argument("connection", slug.text())
                    .fact("connection", slug.text())
                    .build();
        }
    }
}
