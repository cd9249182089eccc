package dev.stile.cli.flow;

import dev.stile.core.store.Transaction;
import dev.stile.flow.delivery.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleKind;

import java.util.SortedMap;

/** What deliveries and rules come to, as events of Stile itself. */
record DeliveryNews(dev.stile.flow.lifecycle.LifecycleEvents events) implements LifecycleEvents {
    @Override
    public void emit(
            Transaction transaction, String kind, String id, SortedMap<String, String> facts) {
        LifecycleKind known =
                LifecycleKind.valueOf(kind.toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
        String about = facts.getOrDefault("rule", kind);
        LifecycleEvent event =
                LifecycleEvent.of(known, about, "the rule " + about + ": " + kind).once(id);
        for (var fact : facts.entrySet()) {
            event = event.fact(fact.getKey(), fact.getValue());
        }
        events.emit(transaction, event);
    }
}
