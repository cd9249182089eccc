package dev.stile.flow.connection;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Consumer;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where every connection stands. Each change is one transaction with its audit row, its notice and
 * its lifecycle event. Any thread and several processes may call.
 */
public final class ConnectionLives {
    private final Database database;
    private final ConnectionStore connections;
    private final Inbox inbox;
    private final LifeMoves moves;
    private final HealthNews news;
    private final Clock clock;

    public ConnectionLives(
            Database database,
            ConnectionStore connections,
            Inbox inbox,
            AuditLog audit,
            HealthNews news,
            Clock clock) {
        this.database = database;
        this.connections = connections;
        this.inbox = inbox;
        this.moves = new LifeMoves(audit, clock);
        this.news = news;
        this.clock = clock;
    }

    /** Every connection as it is now, by name. */
    public List<ConnectionState> all(Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        connections.all(transaction).stream()
                                .map(connection -> state(transaction, connection))
                                .toList());
    }

    /** One connection as it is now. */
    public Optional<ConnectionState> find(ConnectionSlug slug, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        connections
                                .find(transaction, slug)
                                .map(connection -> state(transaction, connection)));
    }

    /**
     * Goes on only if streams, actions and tools may use the connection.
     *
     * @throws Failure UNKNOWN_CONNECTION; CONNECTION_NOT_READY with the next command
     */
    public ConnectionLife requireReady(ConnectionSlug slug, Deadline deadline) {
        ConnectionLife life = database.read(deadline, transaction -> require(transaction, slug));
        if (!life.lifecycle().isReady()) {
            throw LifeMoves.notReady(life);
        }
        return life;
    }

    /** Whether {@link #requireReady} goes on. */
    public boolean isReady(ConnectionSlug slug, Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        life(transaction, slug)
                                .filter(life -> life.lifecycle().isReady())
                                .isPresent());
    }

    /** A probe of a connection begins; a first one is shown as such. */
    public void probing(Connection connection, Subject subject, Deadline deadline) {
        change(
                connection,
                deadline,
                (transaction, life) ->
                        moves.move(transaction, life, Move.PROBE_BEGINS, subject, "a probe"));
    }

    /**
     * What a probe found. It counts only if the connection is still as it was probed.
     *
     * @return where the connection stands after it
     */
    public Optional<ConnectionLife> probed(
            Connection connection, ProbeOutcome outcome, Subject subject, Deadline deadline) {
        return change(
                connection,
                deadline,
                (transaction, life) ->
                        switch (outcome) {
                            case ProbeOutcome.Ok(Optional<String> account) ->
                                    moves.move(
                                                    transaction,
                                                    life,
                                                    Move.PROBE_OK,
                                                    subject,
                                                    "probe ok")
                                            .with(Health.OK, Optional.empty(), 0, clock.instant())
                                            .withAccount(account);
                            case ProbeOutcome.Broken(String reason) ->
                                    moves.move(
                                                    transaction,
                                                    life,
                                                    Move.PROBE_BROKEN,
                                                    subject,
                                                    reason)
                                            .with(
                                                    Health.AUTH_REQUIRED,
                                                    Optional.of(reason),
                                                    0,
                                                    clock.instant());
                            case ProbeOutcome.ProbeFailed(String reason) ->
                                    moves.failed(
                                            moves.move(
                                                    transaction,
                                                    life,
                                                    Move.PROBE_FAILED,
                                                    subject,
                                                    reason),
                                            reason);
                        });
    }

    /** Makes active what is proven and wanted, and no longer active what nobody wants. */
    public List<Standing> followConsumers(Deadline deadline) {
        List<Standing> standings = standings(deadline);
        List<Standing> behind = standings.stream().filter(ConnectionLives::isBehind).toList();
        behind.forEach(standing -> follow(standing.connection(), deadline));
        return behind.isEmpty() ? standings : standings(deadline);
    }

    /** Switches a connection off: nothing uses it until it is enabled. May be repeated. */
    public ConnectionLife disable(ConnectionSlug slug, Subject subject, Deadline deadline) {
        return byPerson(slug, Move.DISABLE, subject, deadline);
    }

    /** Switches it on again; a probe is due. May be repeated. */
    public ConnectionLife enable(ConnectionSlug slug, Subject subject, Deadline deadline) {
        return byPerson(slug, Move.ENABLE, subject, deadline);
    }

    /**
     * Asks the daemon to start its streams anew, without waiting and without a record of crashes
     * and of secrets that were seen.
     */
    public ConnectionLife restart(ConnectionSlug slug, Subject subject, Deadline deadline) {
        return person(
                slug,
                subject,
                deadline,
                (transaction, life) -> {
                    moves.record(transaction, subject, slug.text(), "restart asked");
                    SecretMark.forget(transaction, slug.text());
                    return life.withRestartAsked();
                });
    }

    /** Secrets stood in what a connection told, so many times. */
    public void secretSeen(String slug, long times, Deadline deadline) {
        database.transaction(
                deadline,
                transaction -> {
                    SecretMark.put(transaction, slug, times, clock.instant());
                    return true;
                });
    }

    /** What a supervisor saw of a stream. */
    public void report(StreamName stream, StreamReport report, Deadline deadline) {
        database.transaction(
                deadline,
                transaction -> {
                    LifeTable.write(transaction, stream, report, clock.instant());
                    Optional<ConnectionLife> life =
                            ConnectionSlug.isValid(stream.connection())
                                    ? life(transaction, new ConnectionSlug(stream.connection()))
                                    : Optional.empty();
                    life.ifPresent(present -> keepIfChanged(transaction, present, present));
                    return true;
                });
    }

    /** A stream was stopped on purpose, so it says nothing of the connection's health any more. */
    public void stopped(StreamName stream, StreamReport last, Deadline deadline) {
        StreamReport quiet =
                new StreamReport(
                        Health.OK,
                        Optional.of("stopped"),
                        Optional.empty(),
                        last.lastFrame(),
                        last.lastEvent(),
                        last.caughtUp(),
                        last.restarts(),
                        0);
        database.transaction(
                deadline,
                transaction -> {
                    LifeTable.write(transaction, stream, quiet, clock.instant());
                    return true;
                });
    }

    /** Where a connection stands, within somebody's transaction. */
    Optional<ConnectionLife> life(Transaction transaction, ConnectionSlug slug) {
        return connections.find(transaction, slug).map(found -> life(transaction, found));
    }

    /** Begins a deletion, or finds one that was begun. */
    ConnectionLife beginDeleting(
            Transaction transaction,
            ConnectionSlug slug,
            ConnectionLife.Deleting deleting,
            Subject subject) {
        ConnectionLife life = require(transaction, slug);
        ConnectionLife next =
                moves.move(transaction, life, Move.DELETE, subject, "deletion begins")
                        .withDeleting(deleting);
        LifeTable.write(transaction, next);
        return next;
    }

    private static ConnectionLife life(Transaction transaction, Connection connection) {
        String slug = connection.slug().text();
        return LifeTable.find(transaction, slug)
                .map(kept -> kept.of(connection.createdAt(), connection.version()))
                .orElseGet(
                        () ->
                                ConnectionLife.fresh(
                                        slug, connection.createdAt(), connection.version(), 0));
    }

    private ConnectionState state(Transaction transaction, Connection connection) {
        String slug = connection.slug().text();
        return new ConnectionState(
                connection,
                life(transaction, connection),
                LifeTable.streams(transaction, slug),
                inbox.consumers(transaction, slug),
                inbox.setAside(transaction, slug),
                SecretMark.find(transaction, slug));
    }

    private ConnectionLife require(Transaction transaction, ConnectionSlug slug) {
        return life(transaction, slug)
                .orElseThrow(
                        () -> ConnectionStore.unknown(slug.text(), connections.all(transaction)));
    }

    private ConnectionLife byPerson(
            ConnectionSlug slug, Move move, Subject subject, Deadline deadline) {
        return person(
                slug,
                subject,
                deadline,
                (transaction, life) -> moves.move(transaction, life, move, subject, "asked"));
    }

    private ConnectionLife person(
            ConnectionSlug slug,
            Subject subject,
            Deadline deadline,
            BiFunction<Transaction, ConnectionLife, ConnectionLife> step) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        CrashPoint.CONNECTION_LIFE_BEFORE.reach();
        ConnectionLife changed =
                database.transaction(
                        deadline,
                        transaction -> {
                            ConnectionLife life = require(transaction, slug);
                            if (life.lifecycle() == Lifecycle.DELETING) {
                                throw ConnectionSwitch.refused(
                                        Code.CONNECTION_DELETING, slug.text());
                            }
                            return keepIfChanged(transaction, life, step.apply(transaction, life));
                        });
        CrashPoint.CONNECTION_LIFE_AFTER.reach();
        return changed;
    }

    /** Changes the life of a connection that is still as the caller saw it. */
    private Optional<ConnectionLife> change(
            Connection seen,
            Deadline deadline,
            BiFunction<Transaction, ConnectionLife, ConnectionLife> step) {
        CrashPoint.CONNECTION_LIFE_BEFORE.reach();
        Optional<ConnectionLife> changed =
                database.transaction(
                        deadline,
                        transaction ->
                                connections
                                        .find(transaction, seen.slug())
                                        .filter(seen::isAsOldAs)
                                        .map(
                                                now -> {
                                                    ConnectionLife life = life(transaction, now);
                                                    return keepIfChanged(
                                                            transaction,
                                                            life,
                                                            step.apply(transaction, life));
                                                }));
        CrashPoint.CONNECTION_LIFE_AFTER.reach();
        return changed;
    }

    private ConnectionLife keepIfChanged(
            Transaction transaction, ConnectionLife before, ConnectionLife after) {
        Health overall =
                ConnectionState.worst(after.health(), LifeTable.streams(transaction, after.slug()));
        ConnectionLife told = news.tell(transaction, after, overall);
        if (!told.equals(before)) {
            LifeTable.write(transaction, told);
        }
        return told;
    }

    private List<Standing> standings(Deadline deadline) {
        return database.read(
                deadline,
                transaction ->
                        connections.all(transaction).stream()
                                .map(
                                        connection ->
                                                new Standing(
                                                        connection,
                                                        life(transaction, connection),
                                                        inbox.consumers(
                                                                transaction,
                                                                connection.slug().text())))
                                .toList());
    }

    private static boolean isBehind(Standing standing) {
        Lifecycle now = standing.life().lifecycle();
        return now.after(wanted(standing.consumers())) != now;
    }

    private void follow(Connection connection, Deadline deadline) {
        change(
                connection,
                deadline,
                (transaction, life) ->
                        moves.move(
                                transaction,
                                life,
                                wanted(inbox.consumers(transaction, life.slug())),
                                new Subject.Daemon(),
                                "consumers"));
    }

    private static Move wanted(List<Consumer> consumers) {
        return consumers.isEmpty() ? Move.UNWANTED : Move.WANTED;
    }
}
