package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.core.inbox.StoredEvent;

import java.util.Map;

/**
 * What placeholders may name.
 *
 * @param event {@code /pointer}, {@code event.id}, {@code event.time}, {@code connection}
 * @param rule slug, {@code rule}
 * @param nodes outputs by node id, {@code nodes.<id>.output}
 */
public record RenderContext(StoredEvent event, String rule, Map<String, Tainted<Json>> nodes) {
    public RenderContext {
        nodes = Map.copyOf(nodes);
    }
}
