package dev.stile.api.hosting;

import java.util.List;

/**
 * What was said: conversation, inline and review bodies.
 *
 * @param items oldest first
 * @param complete false if something could not be read
 */
public record PRComments(List<PRComment> items, boolean complete) {
    public PRComments {
        items = List.copyOf(items);
    }
}
