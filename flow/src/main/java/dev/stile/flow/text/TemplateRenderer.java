package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fills templates in. The result carries the label of the event if anything of it was used, joined
 * with those of the outputs that were used; a template without placeholders stays the author's own.
 */
public final class TemplateRenderer implements Renderer {
    private final JsonReader reader = new JsonReader();

    @Override
    public Tainted<Json> render(Json template, RenderContext context) {
        Used used = Used.by(template);
        Values known =
                new Values(
                        context.event().event().id(),
                        context.event().event().happened().toString(),
                        context.event().connection(),
                        context.rule(),
                        Json.nothing(),
                        Map.of());
        Tainted<Values> values = Tainted.of(known, Label.ofUser());
        if (used.event()) {
            Tainted<String> payload =
                    Tainted.of(context.event().event().payload(), context.event().event().label());
            values =
                    values.combine(
                            payload.map(text -> used.payload() ? read(text) : Json.nothing()),
                            Values::withPayload);
        }
        for (String node : used.nodes()) {
            Tainted<Json> output = context.nodes().get(node);
            if (output != null) {
                values = values.combine(output, (so, far) -> so.withNode(node, far));
            }
        }
        return values.map(all -> new Filling(all).fill(template));
    }

    private Json read(String payload) {
        try {
            return reader.read(payload.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException broken) {
            throw new RenderException("the event has no payload that can be read");
        }
    }

    /** What a template takes from outside. */
    private record Used(boolean event, boolean payload, Set<String> nodes) {
        static Used by(Json template) {
            boolean event = false;
            boolean payload = false;
            Set<String> nodes = new TreeSet<>();
            for (Reference reference : TemplateReferences.of(template)) {
                switch (reference) {
                    case Reference.Payload place -> {
                        event = true;
                        payload = true;
                    }
                    case Reference.EventId id -> event = true;
                    case Reference.EventTime time -> event = true;
                    case Reference.ConnectionSlug own -> {}
                    case Reference.RuleSlug own -> {}
                    case Reference.NodeOutput output -> nodes.add(output.node());
                }
            }
            return new Used(event, payload, nodes);
        }
    }

    /** Everything that placeholders may name. Only ever inside the taint. */
    record Values(
            String eventId,
            String eventTime,
            String connection,
            String rule,
            Json payload,
            Map<String, Json> nodes) {
        Values withPayload(Json read) {
            return new Values(eventId, eventTime, connection, rule, read, nodes);
        }

        Values withNode(String id, Json output) {
            Map<String, Json> more = new LinkedHashMap<>(nodes);
            more.put(id, output);
            return new Values(eventId, eventTime, connection, rule, payload, more);
        }
    }
}
