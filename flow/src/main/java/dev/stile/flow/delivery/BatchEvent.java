package dev.stile.flow.delivery;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as its action sees it: the newest event, under the batch's id and the joined label, with
 * all members under {@code /batch/events}.
 */
final class BatchEvent {
    private static final JsonReader READER = new JsonReader();
    private static final JsonWriter WRITER = new JsonWriter();

    private BatchEvent() {}

    /**
     * @param events in inbox order; never empty
     */
    static StoredEvent of(String id, List<StoredEvent> events) {
        StoredEvent newest = events.getLast();
        Label label =
                events.stream().map(each -> each.event().label()).reduce(Label::join).orElseThrow();
        Json.ObjectBuilder payload = Json.object();
        if (payload(newest) instanceof Json.JsonObject own) {
            own.members().forEach(payload::put);
        }
        payload.put("batch", members(id, events));
        InboxEvent event = newest.event();
        return new StoredEvent(
                newest.place(),
                newest.connection(),
                newest.sequence(),
                new InboxEvent(
                        id,
                        event.kind(),
                        event.key(),
                        event.container(),
                        event.happened(),
                        label,
                        event.flags(),
                        WRITER.text(payload.build()),
                        event.payloadSha256()),
                newest.arrived());
    }

    private static Json members(String id, List<StoredEvent> events) {
        List<Json> members = new ArrayList<>();
        for (StoredEvent each : events) {
            members.add(
                    Json.object()
                            .put("id", each.event().id())
                            .put("time", each.event().happened().toString())
                            .put("payload", payload(each))
                            .build());
        }
        return Json.object()
                .put("id", id)
                .put("size", events.size())
                .put("events", Json.array(members))
                .build();
    }

    /** What the inbox holds was JSON when it was stored. */
    static Json payload(StoredEvent event) {
        try {
            return READER.read(event.event().payload().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException damaged) {
            throw new IllegalStateException(
                    "the payload at place " + event.place() + " is damaged", damaged);
        }
    }
}
