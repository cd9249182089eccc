package dev.stile.flow.webhook;

import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Subscription;

import java.time.Duration;

/** The stream of a connection whose events come by the receiver: it tells that all is well. */
final class WaitingSource implements EventSource {
    /** Well within what a host takes for silence. */
    private static final Duration EACH = Duration.ofSeconds(30);

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        boolean open = sink.isOpen();
        while (open) {
            sink.health(SourceHealth.upToDate());
            open = sink.pause(EACH);
        }
    }
}
