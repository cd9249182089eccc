package dev.stile.testkit.event;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A host's sink that does what a case asks for. The source's thread tells, the case's looks. */
final class Sink implements EventSink {
    /** What becomes of an event. */
    enum Fate {
        ACKNOWLEDGED,
        REFUSED,
        /** Neither, ever: as if the host died. */
        FORGOTTEN
    }

    private final Fate usualFate;
    private final int closesAfter;
    private final ArrayDeque<Runnable> between;
    private final List<Told> told = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<SourceHealth> healths = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch gate;
    private Optional<EventSource> source = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private Optional<Cursor> durable = Optional.empty();
    private boolean closed;
    private long closedAt;
    private Duration endedAfter = Duration.ZERO;
    private boolean lost;
    private boolean strangers;

    private Sink(Fate usualFate, int closesAfter, CountDownLatch gate, Runnable... between) {
        this.usualFate = usualFate;
        this.closesAfter = closesAfter;
        this.gate = gate;
        this.between = new ArrayDeque<>(List.of(between));
    }

    /** Acknowledges at once, does the next of these at each pause, and closes when none is left. */
    static Sink that(Runnable... between) {
        return new Sink(Fate.ACKNOWLEDGED, Integer.MAX_VALUE, new CountDownLatch(0), between);
    }

    static Sink refusing(Runnable... between) {
        return new Sink(Fate.REFUSED, Integer.MAX_VALUE, new CountDownLatch(0), between);
    }

    /** Takes so many events, loses the last of them, and closes. */
    static Sink dyingAt(int events) {
        return new Sink(Fate.ACKNOWLEDGED, events, new CountDownLatch(0));
    }

    /** Acknowledges nothing and stays open until {@link #close}. */
    static Sink silent() {
        return new Sink(Fate.FORGOTTEN, Integer.MAX_VALUE, new CountDownLatch(0));
    }

    /** Holds the first event until the gate opens, then goes on as {@link #that}. */
    static Sink behind(CountDownLatch gate) {
        return new Sink(Fate.ACKNOWLEDGED, Integer.MAX_VALUE, gate);
    }

    synchronized void serve(EventSource served) {
        source = Optional.of(served);
    }

    synchronized void belongsTo(Thread owner) {
        thread = Optional.of(owner);
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            closedAt = System.nanoTime();
        }
    }

    /** The run is over. */
    synchronized void ended() {
        endedAfter = Duration.ofNanos(closed ? System.nanoTime() - closedAt : 0);
    }

    /** How long the run went on behind the end of this sink. */
    synchronized Duration endedAfter() {
        return endedAfter;
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    /** Those that are durable. */
    synchronized List<String> kept() {
        return List.copyOf(kept);
    }

    List<String> messages() {
        return told().stream().map(Told::message).toList();
    }

    List<String> ids() {
        return told().stream().map(Told::id).toList();
    }

    synchronized List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    synchronized boolean caughtUp() {
        return healths.stream().anyMatch(SourceHealth::caughtUp);
    }

    synchronized boolean complained() {
        return healths.stream().anyMatch(each -> each.status() != SourceHealth.Status.OK);
    }

    synchronized boolean heardStrangers() {
        return strangers;
    }

    synchronized Optional<Cursor> durable() {
        return durable;
    }

    /** Whether the first event came in time. */
    boolean awaitsFirst() throws InterruptedException {
        return first.await(60, TimeUnit.SECONDS);
    }

    /** Whether it closed at a pause in time. */
    boolean awaitsEnd() throws InterruptedException {
        return ended.await(60, TimeUnit.SECONDS);
    }

    @Override
    public void event(SourceEvent event) {
        EventSource served;
        Fate fate;
        synchronized (this) {
            hear();
            told.add(Told.of(event));
            served = source.orElseThrow();
            if (told.size() >= closesAfter) {
                close();
                lost = true;
            }
            lost |= usualFate == Fate.FORGOTTEN;
            fate = lost ? Fate.FORGOTTEN : usualFate;
        }
        first.countDown();
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (fate) {
            case ACKNOWLEDGED -> {
                keep(event);
                served.acknowledged(event);
            }
            case REFUSED -> {
                keep(event);
                served.refused(event, "id_conflict");
            }
            case FORGOTTEN -> {}
        }
    }

    private synchronized void keep(SourceEvent event) {
        durable = Optional.of(event.cursor());
        kept.add(Told.of(event).message());
    }

    @Override
    public synchronized void checkpoint(Cursor cursor) {
        hear();
        if (!lost) {
            durable = Optional.of(cursor);
        }
    }

    @Override
    public synchronized void unusable(
            String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
        hear();
    }

    @Override
    public synchronized void health(SourceHealth health) {
        hear();
        healths.add(health);
    }

    @Override
    public void gap(Gap gap) {
        EventSource served;
        synchronized (this) {
            hear();
            gaps.add(gap);
            served = source.orElseThrow();
            if (lost) {
                return;
            }
        }
        served.acknowledgedGap(gap);
    }

    @Override
    public boolean pause(Duration howLong) {
        Optional<Runnable> next;
        synchronized (this) {
            hear();
            next = closed ? Optional.empty() : Optional.ofNullable(between.poll());
            if (next.isEmpty()) {
                close();
            }
        }
        next.ifPresentOrElse(Runnable::run, ended::countDown);
        return next.isPresent();
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    private void hear() {
        Thread owner = thread.orElse(Thread.currentThread());
        strangers |= !owner.equals(Thread.currentThread());
    }
}
