package dev.stile.core.inbox;

import dev.stile.api.label.Label;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened outside, ready to be stored.
 *
 * @param id stable and unique within its connection: the same occurrence told twice has the same id
 * @param kind word of ours, such as {@code message} or {@code record.updated}
 * @param key what must stay in order; an event without one is its own
 * @param container project, space or conversation
 * @param happened as the source says, or when it arrived
 * @param label of the payload
 * @param flags what is special about it
 * @param payload compact JSON, secrets taken out
 * @param payloadSha256 lower-case hex digest of the payload as it was told, before anything was
 *     taken out
 */
public record InboxEvent(
        String id,
        String kind,
        Optional<String> key,
        Optional<String> container,
        Instant happened,
        Label label,
        Set<InboxFlag> flags,
        String payload,
        String payloadSha256) {
    public InboxEvent {
        flags = Set.copyOf(flags);
    }

    /** The same with other flags. */
    public InboxEvent withFlags(Set<InboxFlag> others) {
        return new InboxEvent(
                id, kind, key, container, happened, label, others, payload, payloadSha256);
    }

    /** What must stay in order with it. */
    public String orderKey() {
        return key.orElse(id);
    }
}
