package dev.stile.cli.events;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Desk;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.delivery.Delivery;

import java.util.List;
import java.util.Locale;

/** An event as programs get it. */
final class EventDocument {
    private final Desk desk;

    EventDocument(Desk desk) {
        this.desk = desk;
    }

    /** Without its payload. */
    Json.ObjectBuilder of(StoredEvent stored) {
        InboxEvent event = stored.event();
        return Json.object()
                .put("id", event.id())
                .put("name", NamedEvents.name(stored))
                .put("connection", stored.connection())
                .put("seq", stored.sequence())
                .put("place", stored.place())
                .put("kind", event.kind())
                .put("key", event.orderKey())
                .putIf("container", event.container())
                .put("time", event.happened().toString())
                .put("arrived", stored.arrived().toString())
                .put("label", label(event))
                .put("flags", event.flags().stream().sorted().map(InboxFlag::wire).toList())
                .put(
                        "deliveries",
                        Json.array(
                                deliveries(stored).stream().map(EventDocument::delivery).toList()));
    }

    /** With its payload, which is data and nothing that gives orders. */
    Json.ObjectBuilder whole(StoredEvent stored) {
        Json.ObjectBuilder document = of(stored);
        document.put("payload_sha256", stored.event().payloadSha256());
        if (stored.event().payload().isEmpty()) {
            return document.put("payload", "pruned");
        }
        return document.put(
                "payload",
                Json.object()
                        .put("tainted", true)
                        .put("text", payload(stored).sanitise(Sanitizers.jsonField()).value())
                        .build());
    }

    /** The deliveries of it so far, oldest first. */
    List<Delivery> deliveries(StoredEvent stored) {
        return desk.flow()
                .deliveries()
                .ofEvent(desk.patience(), stored.connection(), stored.event().id());
    }

    static Tainted<String> payload(StoredEvent stored) {
        return Tainted.of(stored.event().payload(), stored.event().label());
    }

    private static Json label(InboxEvent event) {
        return Json.object()
                .put("integrity", event.label().integrity().name().toLowerCase(Locale.ROOT))
                .put("confidentiality", event.label().confidentiality().text())
                .build();
    }

    private static Json delivery(Delivery delivery) {
        return Json.object()
                .put("id", Long.toString(delivery.id()))
                .put("rule", delivery.rule())
                .put("generation", delivery.generation())
                .put("state", delivery.state().wire())
                .putIf("outcome", delivery.outcome())
                .putIf("reason", delivery.reason())
                .build();
    }
}
