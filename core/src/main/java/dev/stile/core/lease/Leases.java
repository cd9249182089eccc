package dev.stile.core.lease;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.Database;
import dev.stile.core.store.Row;
import dev.stile.core.store.Transaction;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Leases in the store. A lease ends by its time, or at once when its holder is a process of this
 * machine that is gone. Any thread may call; processes share them.
 */
public final class Leases {
    private final Database database;
    private final Clock clock;
    private final Holder self;

    /**
     * @param database with the schema of the home
     * @param self who asks
     */
    public Leases(Database database, Clock clock, Holder self) {
        this.database = database;
        this.clock = clock;
        this.self = self;
    }

    /**
     * Takes a lease that nobody holds. The length counts from before the call on the caller's
     * monotonic clock, so it ends for the holder before it ends for others.
     *
     * @return empty if somebody holds it
     */
    public Optional<Lease> acquire(Deadline deadline, String name, Duration length) {
        Deadline until = Deadline.after(length);
        return database.transaction(
                deadline,
                transaction -> {
                    Optional<Held> held = held(transaction, name);
                    if (held.filter(this::isInForce).isPresent()) {
                        return Optional.empty();
                    }
                    long token = held.map(Held::token).orElse(0L) + 1;
                    write(transaction, name, token, length);
                    return Optional.of(new Lease(new Fence(name, token), until));
                });
    }

    /**
     * Prolongs a lease that is still the caller's.
     *
     * @throws LeaseLostException if it is not
     */
    public Lease renew(Deadline deadline, Lease lease, Duration length) {
        Deadline until = Deadline.after(length);
        return database.transaction(
                deadline,
                transaction -> {
                    require(transaction, lease.fence());
                    write(transaction, lease.fence().lease(), lease.fence().token(), length);
                    return new Lease(lease.fence(), until);
                });
    }

    /** Gives a lease back. Does nothing if it is somebody else's by now. */
    public void release(Deadline deadline, Lease lease) {
        database.transaction(
                deadline,
                transaction ->
                        transaction.update(
                                "UPDATE lease SET until = 0 WHERE name = ? AND token = ?",
                                lease.fence().lease(),
                                lease.fence().token()));
    }

    /**
     * Whether a lease is still the caller's, by the store and by both clocks: the monotonic one
     * stands while a machine sleeps, the other one can be set.
     */
    public boolean isHeld(Deadline deadline, Lease lease) {
        return !lease.until().isPast()
                && database.read(
                        deadline,
                        transaction ->
                                held(transaction, lease.fence().lease())
                                        .filter(held -> held.token() == lease.fence().token())
                                        .filter(this::isInForce)
                                        .isPresent());
    }

    /**
     * Forgets a lease within the caller's commit: only where nobody will ever need one of that name
     * again, since its tokens begin anew.
     */
    public static void forget(Transaction transaction, Fence fence) {
        transaction.update(
                "DELETE FROM lease WHERE name = ? AND token = ?", fence.lease(), fence.token());
    }

    /**
     * Takes a lease from whoever holds it, within the caller's commit: its holder stores nothing
     * under it from then on.
     */
    public static void revoke(Transaction transaction, String name) {
        transaction.update("UPDATE lease SET token = token + 1, until = 0 WHERE name = ?", name);
    }

    /** Who holds a lease that is in force. */
    public Optional<Holder> holder(Deadline deadline, String name) {
        return database.read(
                deadline,
                transaction -> held(transaction, name).filter(this::isInForce).map(Held::holder));
    }

    /**
     * Goes on only if the lease was not given to anybody since.
     *
     * @throws LeaseLostException otherwise
     */
    public static void require(Transaction transaction, Fence fence) {
        if (!isCurrent(transaction, fence)) {
            throw new LeaseLostException(fence);
        }
    }

    /** Whether the lease was not given to anybody since. */
    public static boolean isCurrent(Transaction transaction, Fence fence) {
        return transaction
                .first(
                        "SELECT token FROM lease WHERE name = ?",
                        row -> row.number(1),
                        fence.lease())
                .filter(token -> token == fence.token())
                .isPresent();
    }

    /**
     * @param until by the wall clock, in milliseconds since 1970
     * @param from when it was written, so that a clock that was set back frees it
     */
    private record Held(long token, Holder holder, long from, long until) {
        static Held of(Row row) {
            return new Held(
                    row.number(1),
                    new Holder(row.text(2), row.number(3), row.number(4)),
                    row.number(5),
                    row.number(6));
        }
    }

    private static Optional<Held> held(Transaction transaction, String name) {
        return transaction.first(
                "SELECT token, boot, pid, started, since, until FROM lease WHERE name = ?",
                Held::of,
                name);
    }

    private boolean isInForce(Held held) {
        long now = clock.millis();
        long length = held.until() - held.from();
        return now < held.until() && now + length >= held.from() && !held.holder().isKnownDead();
    }

    private void write(Transaction transaction, String name, long token, Duration length) {
        long now = clock.millis();
        transaction.update(
                """
                INSERT INTO lease (name, token, boot, pid, started, since, until)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET token = excluded.token, boot = excluded.boot,
                    pid = excluded.pid, started = excluded.started, since = excluded.since,
                    until = excluded.until
                """,
                name,
                token,
                self.boot(),
                self.pid(),
                self.started(),
                now,
                now + length.toMillis());
    }
}
