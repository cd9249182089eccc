package dev.stile.core.inbox;

import dev.stile.api.label.Label;

import java.time.Instant;

/**
 * Something that happened outside.
 *
 * @param id stable and unique within its connection: the same fact told twice has the same id
 * @param type such as {@code record.changed}
 * @param container project, space or conversation
 * @param happened as the source says
 * @param label of the payload
 * @param payload JSON, from outside
 */
public record Fact(
        String id, String type, String container, Instant happened, Label label, String payload) {}
