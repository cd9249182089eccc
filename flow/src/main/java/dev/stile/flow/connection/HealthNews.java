package dev.stile.flow.connection;

import dev.stile.core.store.Transaction;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;

import java.util.Set;

/**
 * Tells once what a connection came to: a lifecycle event for rules, and a notice where it needs a
 * person. The same is told again only after it was healthy in between.
 */
public final class HealthNews {
    private final LifecycleEvents events;
    private final Notices notices;

    public HealthNews(LifecycleEvents events, Notices notices) {
        this.events = events;
        this.notices = notices;
    }

    /** The life with what is told by now. */
    ConnectionLife tell(Transaction transaction, ConnectionLife life, Health overall) {
        if (overall == Health.OK) {
            return recovered(transaction, life);
        }
        boolean worthIt = overall.needsPerson() || overall.event().isPresent();
        if (!worthIt || life.noticed().contains(overall)) {
            return life;
        }
        String headline = "the connection " + life.slug() + " is " + overall.wire();
        overall.event()
                .ifPresent(
                        kind ->
                                events.emit(
                                        transaction,
                                        LifecycleEvent.of(kind, life.slug(), headline)
                                                .fact("connection", life.slug())
                                                .fact("health", overall.wire())));
        if (overall.needsPerson()) {
            Notice notice = Notice.of(life.slug(), overall, "it is " + overall.wire());
            transaction.whenEnded(
                    kept -> {
                        if (kept) {
                            notices.tell(notice);
                        }
                    });
        }
        return life.alsoNoticed(overall);
    }

    private ConnectionLife recovered(Transaction transaction, ConnectionLife life) {
        if (life.noticed().isEmpty()) {
            return life;
        }
        events.emit(
                transaction,
                LifecycleEvent.of(
                                LifecycleKind.CONNECTION_RECOVERED,
                                life.slug(),
                                "the connection " + life.slug() + " is well again")
                        .fact("connection", life.slug()));
        return life.withNoticed(Set.of());
    }
}
