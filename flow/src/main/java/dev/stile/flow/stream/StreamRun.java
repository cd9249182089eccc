package dev.stile.flow.stream;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Subscription;
import dev.stile.core.bell.Bell;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.lease.Lease;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.store.StoreException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run of a stream under a lease: a thread on which the source tells, one that commits, and the
 * caller's, which renews the lease and sees to it that the run ends.
 */
final class StreamRun {
    /** The run has no end of its own. */
    static final Duration ENDLESS = Duration.ofDays(365);

    private static final Duration RENEWING = Duration.ofSeconds(5);

    private final StreamHouse house;
    private final StreamSpec spec;
    private final StreamName stream;
    private final Bounds bounds;
    private final Bell bell;
    private final StreamVitals vitals;
    private final Runnable report;
    private final AtomicLong secretsSeen = new AtomicLong();
    private Lease lease;
    private long renewAt;
    private volatile boolean over;
    private volatile boolean looking;
    private volatile Optional<StreamSink> telling = Optional.empty();
    private volatile Optional<BoundedSink> counting = Optional.empty();

    /**
     * @param bell rung when the run has to look at something
     * @param report keeps how the stream is; must not throw
     */
    StreamRun(
            StreamHouse house,
            StreamSpec spec,
            StreamName stream,
            Bounds bounds,
            Lease lease,
            Bell bell,
            StreamVitals vitals,
            Runnable report) {
        this.house = house;
        this.spec = spec;
        this.stream = stream;
        this.bounds = bounds;
        this.lease = lease;
        this.bell = bell;
        this.vitals = vitals;
        this.report = report;
    }

    Lease lease() {
        return lease;
    }

    /** Whether its source looks at records, which has no place to go on from. */
    boolean isLooking() {
        return looking;
    }

    /** Lets a source that looks at records look sooner. Others wait for reasons of their own. */
    void hasten() {
        if (looking) {
            telling.ifPresent(StreamSink::hasten);
        }
    }

    /** How many events a run with an end was told and has stored, at least. */
    long told() {
        return Math.max(0, counting.map(BoundedSink::told).orElse(0L) - inFlight());
    }

    int inFlight() {
        return telling.map(StreamSink::inFlight).orElse(0);
    }

    /**
     * Runs until the source is over, whatever ends it.
     *
     * @param stop whether the run is to end; asked when the bell rings, and at the end
     * @param end when it is asked in any case
     * @param leave whether nobody waits for a source that does not end
     * @param latest when nobody waits for the store either
     */
    RunEnd go(
            BooleanSupplier stop, Deadline end, BooleanSupplier leave, Supplier<Deadline> latest) {
        Sources.Opened opened;
        Subscription subscription;
        Intake intake;
        try {
            opened = house.sources().open(spec.connection());
            looking = opened.looks();
            intake = intake(opened);
            subscription = subscription(intake);
        } catch (StoreException notReadable) {
            return new RunEnd.NotStored(notReadable);
        } catch (StileException broken) {
            return new RunEnd.Broke(broken);
        }
        StreamSink sink =
                new StreamSink(
                        intake,
                        vitals,
                        house.time(),
                        opened.manifest().limits().maxInFlight(),
                        bell,
                        this::note,
                        this::secretSeen);
        telling = Optional.of(sink);
        Committer committer =
                new Committer(
                        stream,
                        lease.fence(),
                        house.inbox(),
                        house.database(),
                        house.events(),
                        sink,
                        opened.source(),
                        intake,
                        house.clock(),
                        house.times().store());
        Thread commits = Thread.ofVirtual().name("commit-" + spec.slug()).start(committer::run);
        Thread tells =
                Thread.ofVirtual()
                        .name("stream-" + spec.slug())
                        .start(() -> tell(opened, subscription, sink));
        watch(sink, tells, stop, end, leave, latest);
        join(commits, latest.get());
        keepSecretMarks(latest.get());
        return sink.end().orElseGet(RunEnd.Returned::new);
    }

    private void tell(Sources.Opened opened, Subscription subscription, StreamSink sink) {
        try {
            if (bounds.limit().isPresent()) {
                counting = Optional.of(new BoundedSink(sink, bounds, !opened.looks()));
            }
            opened.source().subscribe(subscription, counting.<EventSink>map(to -> to).orElse(sink));
        } catch (StreamClosedException closed) {
            // The sink knows why; it closed first.
            return;
        } catch (StileException broken) {
            sink.close(new RunEnd.Broke(broken));
        } finally {
            sink.close(new RunEnd.Returned());
            sink.complete();
            over = true;
            bell.ring();
        }
    }

    private void watch(
            StreamSink sink,
            Thread tells,
            BooleanSupplier stop,
            Deadline end,
            BooleanSupplier leave,
            Supplier<Deadline> latest) {
        renewAt = house.time().nanos() + house.times().renewEvery().toNanos();
        Optional<Deadline> interrupt = Optional.empty();
        Optional<Deadline> abandon = Optional.empty();
        while (!over) {
            if (stop.getAsBoolean()) {
                sink.close(new RunEnd.Stopped());
            }
            renewIfDue(sink, latest.get());
            if (vitals.isProven()) {
                vitals.proven();
            }
            report.run();
            keepSecretMarks(latest.get());
            if (sink.end().isPresent() && interrupt.isEmpty()) {
                interrupt = Optional.of(Deadline.after(house.times().interruptAfter()));
                abandon = Optional.of(Deadline.after(house.times().abandonAfter()));
            }
            if (interrupt.filter(Deadline::isPast).isPresent()) {
                tells.interrupt();
            }
            boolean tooLong = abandon.filter(Deadline::isPast).isPresent() || latest.get().isPast();
            if (tooLong && leave.getAsBoolean()) {
                note("its source does not end");
                sink.complete();
                return;
            }
            bell.await(untilNext(sink, end));
        }
    }

    private Duration untilNext(StreamSink sink, Deadline end) {
        long left = renewAt - house.time().nanos();
        boolean soon = sink.end().isPresent() || left <= 0;
        return soon ? house.times().storeAgain() : end.orSooner(Duration.ofNanos(left)).left();
    }

    private void renewIfDue(StreamSink sink, Deadline latest) {
        if (house.time().nanos() - renewAt < 0) {
            return;
        }
        try {
            lease =
                    house.leases()
                            .renew(
                                    sooner(lease.until().orSooner(RENEWING), latest),
                                    lease,
                                    house.times().lease());
            renewAt = house.time().nanos() + house.times().renewEvery().toNanos();
        } catch (LeaseLostException lost) {
            sink.close(new RunEnd.LeaseLost());
            renewAt = house.time().nanos() + ENDLESS.toNanos();
        } catch (StoreException failure) {
            // By our own clock, before anybody else can have the lease.
            if (lease.until().left().compareTo(house.times().stopBefore()) <= 0) {
                sink.close(new RunEnd.NotStored(failure));
            }
        }
    }

    private Intake intake(Sources.Opened opened) {
        return new Intake(
                spec.slug(),
                opened.manifest().label(),
                new OrderKeys(opened.manifest().orderKeys()),
                new ContactFilter(spec.contacts()),
                bounds.stamped(),
                opened.looks(),
                house.secrets(),
                house.clock());
    }

    private Subscription subscription(Intake intake) {
        Deadline soon = Deadline.after(house.times().store());
        return new Subscription(
                house.inbox().cursor(soon, stream).or(bounds::from),
                bounds.start().orElseGet(() -> house.positions().start(spec.slug(), soon)),
                spec.contacts().orElse(Set.of()),
                new CallContext(
                        Deadline.after(ENDLESS),
                        "stream-" + spec.slug(),
                        intake.label(),
                        Progress.SILENT));
    }

    private void secretSeen() {
        if (secretsSeen.getAndIncrement() == 0) {
            bell.ring();
        }
    }

    /** Those of health alone; many that come together are one commit. */
    private void keepSecretMarks(Deadline latest) {
        long seen = secretsSeen.get();
        if (seen == 0) {
            return;
        }
        try {
            house.lives().secretSeen(spec.slug(), seen, latest.orSooner(RENEWING));
            secretsSeen.addAndGet(-seen);
        } catch (StoreException notKept) {
            note("that a secret was seen could not be kept: " + notKept.code());
        }
    }

    private void note(String what) {
        house.log().note("the stream of " + spec.slug() + ": " + what, List.of());
    }

    private static Deadline sooner(Deadline one, Deadline other) {
        return one.orSooner(other.left());
    }

    private void join(Thread commits, Deadline latest) {
        try {
            commits.join(latest.orSooner(house.times().store().multipliedBy(2)).left());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
