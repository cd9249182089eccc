package dev.stile.flow.subscriber;

import dev.stile.api.call.Deadline;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.EventSource;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.Subscription;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Hands one run after another to whoever tells then; answers go to the run that is on. */
final class SubscriberEvents implements EventSource {
    private final Function<Deadline, EventSource> teller;
    private final AtomicReference<Optional<EventSource>> current =
            new AtomicReference<>(Optional.empty());

    SubscriberEvents(Function<Deadline, EventSource> teller) {
        this.teller = teller;
    }

    @Override
    public void subscribe(Subscription subscription, EventSink sink) {
        EventSource now = teller.apply(subscription.call().deadline());
        current.set(Optional.of(now));
        try {
            now.subscribe(subscription, sink);
        } finally {
            current.set(Optional.empty());
        }
    }

    @Override
    public void acknowledged(SourceEvent event) {
        current.get().ifPresent(run -> run.acknowledged(event));
    }

    @Override
    public void refused(SourceEvent event, String code) {
        current.get().ifPresent(run -> run.refused(event, code));
    }

    @Override
    public void postponed(SourceEvent event, String code) {
        current.get().ifPresent(run -> run.postponed(event, code));
    }
}
