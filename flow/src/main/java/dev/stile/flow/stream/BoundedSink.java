package dev.stile.flow.stream;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A sink that ends the run once enough was told: so many events, all that there is, or, where what
 * happened comes in its order, one that is later than asked for. For the source's thread.
 */
final class BoundedSink implements EventSink {
    private final StreamSink inner;
    private final Bounds bounds;
    private final boolean ordered;
    private final AtomicLong told = new AtomicLong();

    /**
     * @param ordered whether nothing earlier comes behind something late; else it is left out
     */
    BoundedSink(StreamSink inner, Bounds bounds, boolean ordered) {
        this.ordered = ordered;
        this.inner = inner;
        this.bounds = bounds;
    }

    @Override
    public void event(SourceEvent event) {
        if (!inner.isOpen()) {
            throw new StreamClosedException();
        }
        boolean late =
                bounds.until().isPresent()
                        && event.time().filter(bounds.until().get()::isBefore).isPresent();
        if (late && ordered) {
            enough();
            return;
        }
        if (late) {
            inner.leaveOut(event);
            return;
        }
        inner.event(event);
        long soFar = told.incrementAndGet();
        if (bounds.limit().isPresent() && soFar >= bounds.limit().getAsLong()) {
            enough();
        }
    }

    /** How many events were told that were asked for. Any thread may ask. */
    long told() {
        return told.get();
    }

    @Override
    public void checkpoint(Cursor cursor) {
        inner.checkpoint(cursor);
    }

    @Override
    public void unusable(String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {
        inner.unusable(reason, id, bytes, length);
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> bytes,
            long length,
            String sha256) {
        inner.unusable(reason, id, bytes, length, sha256);
    }

    @Override
    public void unusable(
            String reason,
            Optional<EventId> id,
            Tainted<byte[]> excerpt,
            long length,
            String sha256,
            SourceEvent answered) {
        inner.unusable(reason, id, excerpt, length, sha256, answered);
    }

    @Override
    public void notice(String what) {
        inner.notice(what);
    }

    @Override
    public void health(SourceHealth health) {
        inner.health(health);
        if (health.caughtUp()) {
            enough();
        }
    }

    @Override
    public void gap(Gap gap) {
        inner.gap(gap);
    }

    /** A source that waits for more has told all that there is. */
    @Override
    public boolean pause(Duration howLong) {
        enough();
        return false;
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    private void enough() {
        inner.close(new RunEnd.Enough());
    }
}
