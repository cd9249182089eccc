package dev.stile.hosting.watch;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One connection, held by the lease that lets this process alone look at its pull requests. Each
 * commit proves the lease. For one thread.
 *
 * @param connection slug
 */
record Holding(WatchParts parts, String connection, Lease lease) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_CALL = Duration.ofSeconds(60);

    /**
     * Commits if the lease is still ours.
     *
     * @throws dev.stile.core.lease.LeaseLostException if it is not: nothing was changed
     */
    void commit(Consumer<Transaction> work) {
        parts.database()
                .transaction(
                        soon(),
                        transaction -> {
                            Leases.require(transaction, lease.fence());
                            work.accept(transaction);
                            return true;
                        });
    }

    /** Whether something may still be done that cannot be taken back. */
    boolean isHeld() {
        return parts.leases().isHeld(soon(), lease);
    }

    /** Whether the connection may still be used. */
    boolean isOn() {
        return parts.source().isOn(connection);
    }

    /** What a row of the daemon about this connection begins with. */
    AuditEntry entry(AuditVerb verb) {
        return AuditEntry.of(AuditOrigin.DAEMON, "daemon", verb).connection(connection);
    }

    /** A call to the host whose answers are for its own readers. */
    CallContext call() {
        return new CallContext(
                Deadline.after(ONE_CALL),
                "watch-" + connection,
                Label.outside(Scope.of(connection)),
                Progress.SILENT);
    }

    static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
