package dev.stile.flow.stream;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.event.Start;
import dev.stile.api.value.Cursor;
import dev.stile.core.bell.Bell;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.StoreException;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fetches events again on purpose (FL-58): a second stream that ends, beside the live one, whose
 * cursor it never touches. What is new is flagged; what is known already is left as it is. Any
 * thread may call; one backfill of a connection runs at a time.
 */
public final class Backfill {
    private final StreamHouse house;

    public Backfill(StreamHouse house) {
        this.house = house;
    }

    /**
     * What to fetch.
     *
     * @param from after this place; empty with {@code since}
     * @param since events from then on, where no place is named
     * @param until no event that happened later
     * @param limit most events, at least 1
     */
    public record Request(
            Optional<Cursor> from, Instant since, Optional<Instant> until, long limit) {}

    /**
     * What came of it.
     *
     * @param fresh how many events of the connection are new by it
     * @param told how many of those that were asked for its source told, known ones too
     * @param end whether its source told all; what it told before the end is stored
     * @param reached where another one goes on, if its source goes on from places
     */
    public record Fetched(long fresh, long told, End end, Optional<Cursor> reached) {}

    /** Why a backfill is over. */
    public sealed interface End {
        /** All was told, or as much as was asked for. */
        record Whole() implements End {}

        /** The source could not go on. */
        record Failed(StileException why) implements End {}

        /** The deadline came first. */
        record OutOfTime() implements End {}
    }

    /**
     * Runs to its end, or to the deadline. May be repeated.
     *
     * @throws Failure STREAM_RUNNING if another backfill of the connection runs
     */
    public Fetched run(Connection connection, Request request, Deadline deadline) {
        String slug = connection.slug().text();
        StreamName stream = new StreamName(slug, "backfill");
        Lease lease =
                house.leases()
                        .acquire(deadline, "backfill:" + slug, house.times().lease())
                        .orElseThrow(() -> running(slug));
        StreamRun run = prepared(connection, stream, lease, request);
        try {
            forgetPlace(stream, lease, deadline);
            long before = flagged(slug, deadline);
            RunEnd end =
                    run.go(
                            deadline::isPast,
                            deadline,
                            deadline::isPast,
                            () -> Deadline.after(house.times().store().multipliedBy(2)));
            Deadline soon = Deadline.after(house.times().store());
            return new Fetched(
                    flagged(slug, soon) - before,
                    run.told(),
                    ended(end),
                    house.inbox().cursor(soon, stream).filter(place -> !run.isLooking()));
        } finally {
            forget(stream, run.lease());
        }
    }

    private StreamRun prepared(
            Connection connection, StreamName stream, Lease lease, Request request) {
        StreamVitals vitals = new StreamVitals(house.clock(), house.time());
        vitals.started();
        return new StreamRun(
                house,
                new StreamSpec(connection, Optional.empty(), 0),
                stream,
                new Bounds(
                        Set.of(InboxFlag.BACKFILL),
                        request.from(),
                        Optional.of(new Start.Since(request.since())),
                        request.until(),
                        OptionalLong.of(request.limit())),
                lease,
                new Bell(),
                vitals,
                () -> {});
    }

    private static End ended(RunEnd end) {
        return switch (end) {
            case RunEnd.Returned returned -> new End.Whole();
            case RunEnd.Enough enough -> new End.Whole();
            case RunEnd.Stopped stopped -> new End.OutOfTime();
            case RunEnd.Broke(StileException error) -> new End.Failed(error);
            case RunEnd.NotStored(StileException error) -> new End.Failed(error);
            case RunEnd.LeaseLost lost ->
                    new End.Failed(
                            new ConnectorException.Unavailable("the backfill lost its lease"));
        };
    }

    private long flagged(String slug, Deadline deadline) {
        return house.database()
                .read(
                        deadline,
                        transaction ->
                                transaction
                                        .first(
                                                "SELECT count(*) FROM inbox WHERE connection = ?"
                                                        + " AND instr(flags, 'backfill') > 0",
                                                row -> row.number(1),
                                                slug)
                                        .orElseThrow());
    }

    private void forget(StreamName stream, Lease lease) {
        Deadline soon = Deadline.after(house.times().store());
        try {
            forgetPlace(stream, lease, soon);
            house.leases().release(soon, lease);
        } catch (StoreException | LeaseLostException notNow) {
            // The lease ends by itself, and the next backfill forgets the place before it begins.
            return;
        }
    }

    /** Each begins where it is told to, not where one that ended or was killed had come to. */
    private void forgetPlace(StreamName stream, Lease lease, Deadline deadline) {
        house.database()
                .transaction(
                        deadline,
                        transaction -> {
                            Leases.require(transaction, lease.fence());
                            house.inbox().move(transaction, stream, Optional.empty());
                            return true;
                        });
    }

    private static Failure running(String slug) {
        return Failure.of(Code.STREAM_RUNNING)
                .headline("a backfill of " + slug + " runs")
                .argument("connection", slug)
                .fact("connection", slug)
                .build();
    }
}
