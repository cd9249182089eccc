package dev.stile.core.registry;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Subscription;

/**
 * A connector's events as the house sees them: one family of errors. A host whose sink throws
 * remembers it itself: it comes back as {@code Internal}, like anything that passed an author's
 * code.
 */
final class GuardedEventSource implements EventSource {
    private final EventSource inner;
    private final Fenced fenced;

    GuardedEventSource(EventSource inner, Fenced fenced) {
        this.inner = inner;
        this.fenced = fenced;
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        fenced.run(
                "subscribe",
                () -> {
                    inner.subscribe(subscription, sink);
                    return true;
                });
    }

    @Override
    public void acknowledged(SourceEvent event) {
        fenced.run(
                "acknowledged",
                () -> {
                    inner.acknowledged(event);
                    return true;
                });
    }

    @Override
    public void acknowledgedGap(Gap gap) {
        fenced.run(
                "acknowledgedGap",
                () -> {
                    inner.acknowledgedGap(gap);
                    return true;
                });
    }

    @Override
    public void postponed(SourceEvent event, String code) {
        fenced.run(
                "postponed",
                () -> {
                    inner.postponed(event, code);
                    return true;
                });
    }

    @Override
    public void refused(SourceEvent event, String code) {
        fenced.run(
                "refused",
                () -> {
                    inner.refused(event, code);
                    return true;
                });
    }
}
