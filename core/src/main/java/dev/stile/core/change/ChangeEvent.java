package dev.stile.core.change;

import dev.stile.api.event.EventFlag;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.EventId;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened to a record.
 *
 * @param id the same whoever looked, and however often
 * @param kind {@code record.created}, {@code record.updated}, {@code record.commented}, {@code
 *     record.deleted}
 * @param time on the server's clock, where it says
 * @param record what must stay in order
 */
public record ChangeEvent(
        EventId id,
        String kind,
        Optional<Instant> time,
        RecordId record,
        Set<EventFlag> flags,
        Tainted<Json.JsonObject> payload) {
    public ChangeEvent {
        flags = Set.copyOf(flags);
    }
}
