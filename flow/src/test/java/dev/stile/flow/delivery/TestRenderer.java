package dev.stile.flow.delivery;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.flow.text.RenderContext;
import dev.stile.flow.text.RenderException;
import dev.stile.flow.text.Renderer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in a text that is one placeholder of names, such as {@code {{ /batch/size }}}. */
public final class TestRenderer implements Renderer {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ /([a-z/]+) }}");

    @Override
    public Tainted<Json> render(Json template, RenderContext context) {
        return Tainted.of(fill(template, payload(context)), context.event().event().label());
    }

    private static Json payload(RenderContext context) {
        try {
            return new JsonReader()
                    .read(context.event().event().payload().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJsonException invalid) {
            throw new IllegalStateException(invalid);
        }
    }

    private static Json fill(Json template, Json payload) {
        return switch (template) {
            case Json.JsonObject(Map<String, Json> members) -> {
                Map<String, Json> filled = new LinkedHashMap<>();
                members.forEach((name, value) -> filled.put(name, fill(value, payload)));
                yield new Json.JsonObject(filled);
            }
            case Json.JsonArray(List<Json> items) ->
                    Json.array(items.stream().map(item -> fill(item, payload)).toList());
            case Json.JsonText(String text) -> {
                Matcher placeholder = PLACEHOLDER.matcher(text);
                yield placeholder.matches() ? find(payload, placeholder.group(1)) : template;
            }
            default -> template;
        };
    }

    private static Json find(Json payload, String path) {
        Json found = payload;
        for (String name : path.split("/", -1)) {
            if (!(found instanceof Json.JsonObject object) || object.get(name).isEmpty()) {
                throw new RenderException("the event has no /" + path);
            }
            found = object.get(name).get();
        }
        return found;
    }
}
