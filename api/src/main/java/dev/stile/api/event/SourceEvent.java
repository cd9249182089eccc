package dev.stile.api.event;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One occurrence, as its source tells it. The same item told twice gives the same id and the same
 * payload; an edit is a new occurrence with an id of its own.
 *
 * @param id names the occurrence
 * @param cursor a run that starts from it tells everything after this event
 * @param kind word of ours for filters, such as {@code message} or {@code record.updated}
 * @param time when it happened, on the source's clock; empty means when it arrives
 * @param key what must stay in order, such as a conversation; empty means the id
 * @param container the project, space or conversation that it happened in; empty means that only
 *     the connection is known
 * @param flags what is special about it
 * @param payload at most 16 KiB when written compactly; longer texts are cut and named in {@code
 *     truncated}
 * @param toldSha256 lower-case hex digest of the payload as it was told, where something was taken
 *     out of it since; empty means that it is as it was told
 */
public record SourceEvent(
        EventId id,
        Cursor cursor,
        String kind,
        Optional<Instant> time,
        Optional<Tainted<String>> key,
        Optional<Tainted<String>> container,
        Set<EventFlag> flags,
        Tainted<Json.JsonObject> payload,
        Optional<String> toldSha256) {
    public SourceEvent {
        flags = Set.copyOf(flags);
    }

    /** An event whose payload is as it was told. */
    public SourceEvent(
            EventId id,
            Cursor cursor,
            String kind,
            Optional<Instant> time,
            Optional<Tainted<String>> key,
            Optional<Tainted<String>> container,
            Set<EventFlag> flags,
            Tainted<Json.JsonObject> payload) {
        this(id, cursor, kind, time, key, container, flags, payload, Optional.empty());
    }
}
