package dev.stile.core.inbox;

import dev.stile.api.value.Cursor;

import java.util.List;

/**
 * Facts in their order, and the cursor behind the last of them.
 *
 * @param connection slug
 * @param stream what the cursor belongs to, such as a container
 */
public record Batch(String connection, String stream, List<Fact> facts, Cursor cursor) {
    public Batch {
        facts = List.copyOf(facts);
    }
}
