package dev.stile.flow.stream;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.bell.Bell;
import dev.stile.core.redact.Redaction;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Where the source of one run tells. What it tells waits here, in its order and bounded in number
 * and size, until a commit took it; a source that is faster waits. The source's thread puts in, the
 * committer's thread takes out, any thread may close.
 */
final class StreamSink implements EventSink {
    /** Most bytes that wait; one frame that is larger still passes by itself. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    /** Between two looks at the source, however often it is hastened. */
    static final Duration SOONEST = Duration.ofSeconds(5);

    private final Intake intake;
    private final StreamVitals vitals;
    private final StreamTime time;
    private final int mostInFlight;
    private final Bell changed;
    private final Consumer<String> notices;
    private final Runnable loose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Told> waiting = new ArrayDeque<>();
    private int inFlight;
    private long bytes;
    private boolean complete;
    private boolean hastened;

    /** The source said so of what it tells next. */
    private boolean secretAhead;

    private Optional<RunEnd> end = Optional.empty();

    /**
     * @param mostInFlight most frames that were told and are not durable
     * @param changed raised when the health changes or the sink closes
     * @param notices what a person should know of
     * @param loose a secret stood in something that is not kept itself
     */
    StreamSink(
            Intake intake,
            StreamVitals vitals,
            StreamTime time,
            int mostInFlight,
            Bell changed,
            Consumer<String> notices,
            Runnable loose) {
        this.intake = intake;
        this.vitals = vitals;
        this.time = time;
        this.mostInFlight = mostInFlight;
        this.changed = changed;
        this.notices = notices;
        this.loose = loose;
    }

    @Override
    public void event(SourceEvent event) {
        seen(true);
        put(intake.event(event));
    }

    /** As an event, but nothing of it is stored. */
    void leaveOut(SourceEvent event) {
        seen(true);
        put(intake.leftOut(event));
    }

    @Override
    public void checkpoint(Cursor cursor) {
        seen(false);
        put(intake.checkpoint(cursor));
    }

    @Override
    public void unusable(
            String reason, Optional<EventId> id, Tainted<byte[]> excerpt, long length) {
        seen(false);
        put(intake.unusable(reason, id, excerpt, length, Optional.empty()));
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> excerpt,
            long length,
            String sha256) {
        seen(false);
        put(intake.unusable(reason, id, excerpt, length, Optional.of(sha256)));
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> excerpt,
            long length,
            String sha256,
            SourceEvent answered) {
        seen(false);
        put(intake.refused(reason, id, excerpt, length, sha256, answered));
    }

    @Override
    public void notice(String what) {
        if (what.equals(Redaction.FOUND)) {
            lock.lock();
            try {
                secretAhead = true;
            } finally {
                lock.unlock();
            }
        } else {
            notices.accept(what);
        }
    }

    @Override
    public void health(SourceHealth health) {
        SourceHealth cleaned = intake.health(health);
        if (takeSecretAhead() || !cleaned.equals(health)) {
            notices.accept(Redaction.FOUND);
            loose.run();
        }
        if (vitals.told(cleaned)) {
            changed.ring();
        }
    }

    @Override
    public void gap(Gap gap) {
        seen(false);
        put(intake.gap(gap));
    }

    @Override
    public boolean pause(Duration howLong) {
        if (vitals.alive()) {
            changed.ring();
        }
        lock.lock();
        try {
            long begun = time.nanos();
            long waited = 0;
            long left = left(howLong, begun, waited);
            while (end.isEmpty() && left > 0) {
                long glance = Math.min(left, StreamTime.GLANCE.toNanos());
                waited += glance - room.awaitNanos(glance);
                left = left(howLong, begun, waited);
            }
            hastened = false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return isOpen();
    }

    /**
     * @param waited by the machine's clock, which that of streams may overtake
     */
    private long left(Duration howLong, long begun, long waited) {
        boolean isSooner = hastened && howLong.compareTo(SOONEST) > 0;
        return (isSooner ? SOONEST : howLong).toNanos() - Math.max(waited, time.nanos() - begun);
    }

    /**
     * Lets the pause that is, or the next one, end sooner: something may have happened. Of many in
     * one pause the first counts.
     */
    void hasten() {
        lock.lock();
        try {
            hastened = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return end().isEmpty();
    }

    /**
     * Ends the run; the first reason counts. What was told before is still stored, if it can be.
     */
    void close(RunEnd why) {
        lock.lock();
        try {
            if (end.isEmpty()) {
                end = Optional.of(why);
            }
            room.signalAll();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        changed.ring();
    }

    /** The source's thread is over: nothing more comes. */
    void complete() {
        lock.lock();
        try {
            complete = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (takeSecretAhead()) {
            loose.run();
        }
    }

    Optional<RunEnd> end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    int inFlight() {
        lock.lock();
        try {
            return inFlight;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Everything that waits, in its order: all that gathered while the last commit ran. Waits for
     * something; empty once nothing more comes.
     */
    List<Told> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !complete) {
                arrived.awaitUninterruptibly();
            }
            List<Told> taken = new ArrayList<>(waiting);
            waiting.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** These are durable and acknowledged, or given up. */
    void settled(List<Told> done) {
        lock.lock();
        try {
            inFlight -= done.size();
            bytes -= done.stream().mapToLong(Told::bytes).sum();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void seen(boolean event) {
        if (vitals.frame(event)) {
            changed.ring();
        }
    }

    private boolean takeSecretAhead() {
        lock.lock();
        try {
            boolean ahead = secretAhead;
            secretAhead = false;
            return ahead;
        } finally {
            lock.unlock();
        }
    }

    private void put(Told found) {
        Told told = takeSecretAhead() ? found.marked() : found;
        if (told.secretSeen()) {
            notices.accept(Redaction.FOUND);
        }
        lock.lock();
        try {
            while (end.isEmpty() && isFull(told)) {
                room.awaitUninterruptibly();
            }
            if (end.isPresent()) {
                throw new StreamClosedException();
            }
            waiting.add(told);
            inFlight++;
            bytes += told.bytes();
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(Told next) {
        return inFlight >= mostInFlight || (inFlight > 0 && bytes + next.bytes() > MOST_BYTES);
    }
}
