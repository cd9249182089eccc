package dev.stile.hosting.watch;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Leases;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.policy.PrState;
import dev.stile.hosting.policy.Report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which pull requests are watched, as people say it. Asks no host. Each change is one commit with
 * its audit row; any thread and process may call.
 */
public final class Watches {
    private static final int MOST = 10_000;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;
    private final WatchTable table = new WatchTable();
    private final RepositoryNotes notes = new RepositoryNotes();

    /**
     * @param database with the schema of the home
     */
    public Watches(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Watches a pull request from now on. May be repeated; one whose watch has ended is watched
     * anew, and what was told of it is not told again.
     *
     * @return false if it is watched already
     * @throws Failure POLICY_REFUSED
     */
    public boolean add(Subject subject, String connection, PrRef pr) {
        Instant now = clock.instant();
        return change(
                subject,
                transaction -> {
                    Optional<Watched> before = table.find(transaction, connection, pr);
                    if (before.filter(each -> each.ended().isEmpty()).isPresent()) {
                        return false;
                    }
                    Watched fresh = Watched.fresh(connection, pr, now);
                    table.put(
                            transaction,
                            before.map(each -> fresh.state(each.state())).orElse(fresh));
                    record(transaction, subject, connection, pr, "watched");
                    return true;
                });
    }

    /**
     * Watches it no more.
     *
     * @return whether it was watched
     * @throws Failure POLICY_REFUSED
     */
    public boolean remove(Subject subject, String connection, PrRef pr) {
        return change(
                subject,
                transaction -> {
                    if (table.find(transaction, connection, pr).isEmpty()) {
                        return false;
                    }
                    interrupt(transaction, connection);
                    table.remove(transaction, connection, pr);
                    record(transaction, subject, connection, pr, "unwatched");
                    return true;
                });
    }

    /**
     * Counters and hand-offs are forgotten, and it is looked at soon; a connection that stands
     * still because its credentials were refused goes on.
     *
     * @return whether it is watched
     * @throws Failure POLICY_REFUSED
     */
    public boolean retry(Subject subject, String connection, PrRef pr) {
        Instant now = clock.instant();
        return change(
                subject,
                transaction -> {
                    Optional<Watched> found =
                            table.find(transaction, connection, pr)
                                    .filter(each -> each.ended().isEmpty());
                    if (found.isEmpty()) {
                        return false;
                    }
                    interrupt(transaction, connection);
                    Watched each = found.get();
                    table.put(transaction, each.state(each.state().retried()).later(now));
                    Stops.resume(transaction, connection);
                    record(transaction, subject, connection, pr, "retried");
                    return true;
                });
    }

    /**
     * Somebody looked at what landed: merges of the repository go on.
     *
     * @return whether there was an alarm
     * @throws Failure POLICY_REFUSED
     */
    public boolean clearAlarm(Subject subject, String connection, PrRef pr) {
        return change(
                subject,
                transaction -> {
                    boolean cleared = notes.clear(transaction, connection, pr.repo());
                    if (cleared) {
                        record(transaction, subject, connection, pr, "alarm_cleared");
                    }
                    return cleared;
                });
    }

    /**
     * Something landed that was not asked for, by a command: nothing more is merged there by the
     * daemon. Whoever asked for the merge may call.
     *
     * @param meant the branch that it was to go into
     */
    public void landedElsewhere(Subject subject, String connection, PrRef pr, BranchName meant) {
        database.transaction(
                Holding.soon(),
                transaction -> {
                    landedElsewhere(transaction, subject, connection, pr, meant);
                    return true;
                });
    }

    /** The same within the caller's commit. */
    public void landedElsewhere(
            Transaction transaction,
            Subject subject,
            String connection,
            PrRef pr,
            BranchName meant) {
        String why = Report.MERGED_OTHER_BASE.word() + ": not into " + meant;
        audit.append(
                transaction,
                AuditRow.point(
                        about(subject, AuditVerb.HOST_DECIDE, connection, pr)
                                .outcome("report")
                                .reason(why)));
        notes.alarm(transaction, connection, pr, why, clock.instant());
    }

    /** The alarms of a connection, by repository. */
    public List<Alarm> alarms(String connection) {
        return notes.all(database, connection);
    }

    /** The alarm of a repository. */
    public Optional<Alarm> alarm(String connection, RepoRef repo) {
        return notes.standing(database, connection, repo);
    }

    /** What is watched of a connection, also what has ended. */
    public List<Watched> all(String connection) {
        return database.read(
                Holding.soon(), transaction -> table.all(transaction, connection, MOST));
    }

    /** One of them. */
    public Optional<Watched> find(String connection, PrRef pr) {
        return database.read(
                Holding.soon(), transaction -> table.find(transaction, connection, pr));
    }

    /** What the policy remembers of a pull request, watched or not. */
    public PrState known(String connection, PrRef pr) {
        PrState state = find(connection, pr).map(Watched::state).orElse(PrState.fresh());
        return state.withAlarm(notes.isAlarmed(database, connection, pr.repo()));
    }

    /** How the watches of each connection stand that has any which did not end. */
    public List<WatchStanding> standings() {
        return database.read(Holding.soon(), transaction -> table.standings(transaction, MOST));
    }

    private boolean change(Subject subject, Function<Transaction, Boolean> work) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        return database.transaction(Holding.soon(), work);
    }

    /** A look that is under way stores nothing over what a person said, and begins again. */
    private static void interrupt(Transaction transaction, String connection) {
        Leases.revoke(transaction, Watcher.leaseOf(connection));
    }

    private void record(
            Transaction transaction, Subject subject, String connection, PrRef pr, String outcome) {
        audit.append(
                transaction,
                AuditRow.point(
                        about(subject, AuditVerb.HOST_WATCH, connection, pr).outcome(outcome)));
    }

    private static AuditEntry about(Subject subject, AuditVerb verb, String connection, PrRef pr) {
        return AuditEntry.of(subject.origin(), subject.actor(), verb)
                .connection(connection)
                .container(pr.repo().path())
                .target(pr.toString());
    }
}
