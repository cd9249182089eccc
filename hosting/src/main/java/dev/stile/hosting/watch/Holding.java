package dev.stile.hosting.watch;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Transaction;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One connection, held by the lease that lets this process alone look at its pull requests. Each
 * commit proves the lease. Any thread may use it.
 *
 * @param connection slug
 * @param fence of the lease as it was when this began
 * @param lease as it is now, prolonged meanwhile or lost
 */
record Holding(WatchParts parts, String connection, Fence fence, Supplier<Optional<Lease>> lease) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than any write may take by the settings of its connection. */
    private static final Duration ONE_WRITE = Duration.ofMinutes(6);

    /**
     * Commits if the lease is still ours.
     *
     * @throws dev.stile.core.lease.LeaseLostException if it is not: nothing was changed
     */
    void commit(Consumer<Transaction> work) {
        committed(
                transaction -> {
                    work.accept(transaction);
                    return true;
                });
    }

    /** The same, with what the work says. */
    <T> T committed(Function<Transaction, T> work) {
        return parts.database()
                .transaction(
                        soon(),
                        transaction -> {
                            Leases.require(transaction, fence);
                            return work.apply(transaction);
                        });
    }

    /** Whether something may still be done that cannot be taken back. */
    boolean isHeld() {
        return lease.get()
                .filter(each -> each.fence().equals(fence))
                .filter(each -> parts.leases().isHeld(soon(), each))
                .isPresent();
    }

    /** Whether the connection may still be used. */
    boolean isOn() {
        return parts.source().isOn(connection);
    }

    /** What a row of the daemon about this connection begins with. */
    AuditEntry entry(AuditVerb verb) {
        return AuditEntry.of(AuditOrigin.DAEMON, "daemon", verb).connection(connection);
    }

    /** A call to the host whose answers are for its own readers; each step of it has its bound. */
    CallContext call() {
        return within(HostDeadlines.LONGEST);
    }

    private CallContext within(Duration time) {
        return new CallContext(
                Deadline.after(time),
                "watch-" + connection,
                Label.outside(Scope.of(connection)),
                Progress.SILENT);
    }

    /** A call that writes: it may wait for its place, and then takes as long as its step may. */
    CallContext write() {
        return within(ONE_WRITE);
    }

    static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
