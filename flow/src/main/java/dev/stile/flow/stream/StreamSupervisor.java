package dev.stile.flow.stream;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.core.bell.Bell;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.core.store.StoreException;
import dev.stile.flow.connection.Health;
import dev.stile.flow.connection.StreamLease;
import dev.stile.flow.connection.StreamReport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the stream of one connection running, on a thread of its own: takes the lease, runs, waits,
 * runs again. What becomes of other connections does not concern it.
 */
final class StreamSupervisor {
    /** A report waits less than a lease has time for. */
    private static final Duration REPORTING = Duration.ofSeconds(5);

    /** Longer than anything of it takes. */
    private static final Duration FAR = Duration.ofDays(1);

    private final StreamHouse house;
    private final StreamName stream;
    private final Bell bell = new Bell();
    private final StreamVitals vitals;
    private final Thread thread;
    private volatile StreamSpec wanted;
    private volatile boolean stopping;

    /** Once it is stopping: nothing of it may take longer. */
    private volatile Optional<Deadline> latest = Optional.empty();

    private volatile Optional<StreamRun> running = Optional.empty();
    private RestartPlan plan = RestartPlan.fresh();
    private long restarts;
    private Optional<StreamReport> reported = Optional.empty();
    private long reportedAt;

    StreamSupervisor(StreamHouse house, StreamSpec spec) {
        this.house = house;
        this.stream = StreamName.live(spec.slug());
        this.wanted = spec;
        this.vitals = new StreamVitals(house.clock(), house.time());
        this.thread =
                Thread.ofVirtual().name("supervise-" + spec.slug()).unstarted(this::supervise);
    }

    void start() {
        thread.start();
    }

    StreamSpec spec() {
        return wanted;
    }

    /** Runs the stream with this from now on. Returns at once. */
    void restart(StreamSpec spec) {
        wanted = spec;
        bell.ring();
    }

    /** Something may have happened there. Returns at once. */
    void hasten() {
        running.ifPresent(StreamRun::hasten);
    }

    /** Ends the stream for good, by then. Returns at once. */
    void stop(Deadline by) {
        latest = Optional.of(by);
        stopping = true;
        bell.ring();
    }

    boolean isOver() {
        return !thread.isAlive();
    }

    void awaitEnd(Deadline deadline) throws InterruptedException {
        thread.join(deadline.left());
    }

    private void supervise() {
        StreamSpec last = wanted;
        while (!stopping) {
            StreamSpec spec = wanted;
            if (spec.restartsAsked() != last.restartsAsked()) {
                plan = RestartPlan.fresh();
                vitals.forget();
            }
            last = spec;
            Optional<Lease> lease = lease(spec);
            if (lease.isPresent()) {
                run(spec, lease.get());
            } else {
                rest(spec, house.times().storeAgain());
            }
        }
        keepLast();
    }

    private Optional<Lease> lease(StreamSpec spec) {
        try {
            return house.leases()
                    .acquire(
                            soon(house.times().store()),
                            StreamLease.name(spec.slug()),
                            house.times().lease());
        } catch (StoreException failure) {
            note("the store failed: " + failure.code());
            return Optional.empty();
        }
    }

    private void run(StreamSpec spec, Lease lease) {
        vitals.started();
        long started = house.time().nanos();
        StreamRun run =
                new StreamRun(
                        house,
                        spec,
                        stream,
                        Bounds.none(),
                        lease,
                        bell,
                        vitals,
                        this::reportIfChanged);
        running = Optional.of(run);
        RunEnd end =
                run.go(
                        () -> stopping || !wanted.saysTheSameAs(spec),
                        Deadline.after(StreamRun.ENDLESS),
                        () -> stopping,
                        this::latest);
        running = Optional.empty();
        release(run.lease());
        settle(spec, end, Duration.ofNanos(house.time().nanos() - started));
    }

    private void settle(StreamSpec spec, RunEnd end, Duration ran) {
        if (vitals.isProven()) {
            vitals.proven();
            plan = RestartPlan.fresh();
            // That it was well is told even if it is no more.
            reportIfChanged();
        }
        switch (end) {
            case RunEnd.Enough enough -> {}
            case RunEnd.Stopped stopped -> {}
            case RunEnd.LeaseLost lost -> {
                note("somebody else runs it");
                rest(spec, house.times().storeAgain());
            }
            case RunEnd.NotStored(StileException failure) -> {
                note("the store failed: " + failure.code());
                vitals.ended(Health.RETRYING, failure.code());
                rest(spec, house.times().storeAgain());
            }
            case RunEnd.Returned returned -> again(spec, end, ran, Duration.ZERO);
            case RunEnd.Broke(StileException error) -> {
                note("its source failed: " + error.code());
                if (error instanceof ConnectorException.Auth) {
                    house.authLost().accept(spec.slug());
                }
                again(spec, end, ran, atLeast(error));
            }
        }
    }

    private void again(StreamSpec spec, RunEnd end, Duration ran, Duration atLeast) {
        Optional<String> complaint = vitals.complaint();
        Duration asked = vitals.askedToWait();
        plan = plan.ended(ran);
        Health health = EndHealth.of(end, complaint);
        vitals.ended(
                plan.crashLoop() ? health.or(Health.CRASH_LOOP) : health,
                EndHealth.reason(end, complaint));
        Duration delay = plan.delay(house.random(), asked.compareTo(atLeast) > 0 ? asked : atLeast);
        vitals.retryAt(delay);
        restarts++;
        reportIfChanged();
        rest(spec, delay);
    }

    /**
     * A probe decides about an account; until it did, the same login is not tried again and again.
     */
    private static Duration atLeast(StileException error) {
        return switch (error) {
            case ConnectorException.Auth auth -> RestartPlan.LONGEST;
            case ConnectorException.RateLimited limited ->
                    limited.retry() instanceof Retry.AfterDelay(Duration delay)
                            ? delay
                            : Duration.ZERO;
            default -> Duration.ZERO;
        };
    }

    private void rest(StreamSpec spec, Duration howLong) {
        long until = house.time().nanos() + howLong.toNanos();
        long left = howLong.toNanos();
        while (left > 0 && !stopping && wanted.saysTheSameAs(spec)) {
            house.time().rest(bell, Duration.ofNanos(left));
            left = until - house.time().nanos();
        }
    }

    /** Numbers alone are kept with the lease's rhythm, a change of health at once. */
    private void reportIfChanged() {
        StreamReport now = vitals.report(restarts, running.map(StreamRun::inFlight).orElse(0));
        boolean sameHealth =
                reported.filter(last -> last.health() == now.health())
                        .filter(last -> last.restarts() == now.restarts())
                        .filter(last -> last.caughtUp() == now.caughtUp())
                        .isPresent();
        boolean recent = house.time().nanos() - reportedAt < house.times().renewEvery().toNanos();
        if (reported.filter(now::equals).isPresent() || (sameHealth && recent)) {
            return;
        }
        try {
            house.lives().report(stream, now, soon(REPORTING));
            reported = Optional.of(now);
            reportedAt = house.time().nanos();
        } catch (StileException notKept) {
            note("how it is could not be kept: " + notKept.code());
        }
    }

    private void keepLast() {
        try {
            house.lives().stopped(stream, vitals.report(restarts, 0), soon(house.times().store()));
        } catch (StileException notKept) {
            note("how it is could not be kept: " + notKept.code());
        }
    }

    private void release(Lease lease) {
        try {
            house.leases().release(soon(house.times().store()), lease);
        } catch (StoreException notReleased) {
            // It ends by itself.
            note("the lease could not be given back: " + notReleased.code());
        }
    }

    private Deadline soon(Duration longest) {
        return latest().orSooner(longest);
    }

    /** Counted from now: a process may live for years. */
    private Deadline latest() {
        return latest.orElseGet(() -> Deadline.after(FAR));
    }

    private void note(String what) {
        house.log().note("the stream of " + stream.connection() + ": " + what, List.of());
    }
}
