package dev.stile.flow.text;

import dev.stile.api.json.Json;
import dev.stile.core.json.JsonWriter;
import dev.stile.flow.text.Piece.Literal;
import dev.stile.flow.text.Piece.Placeholder;
import dev.stile.flow.text.TemplateRenderer.Values;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rendering. What was filled in is never looked at again. */
final class Filling {
    private final Values values;

    Filling(Values values) {
        this.values = values;
    }

    Json fill(Json template) {
        return switch (template) {
            case Json.JsonObject(Map<String, Json> members) -> {
                Map<String, Json> filled = new LinkedHashMap<>();
                members.forEach((name, member) -> filled.put(name, fill(member)));
                yield new Json.JsonObject(filled);
            }
            case Json.JsonArray(List<Json> items) ->
                    new Json.JsonArray(items.stream().map(this::fill).toList());
            case Json.JsonText(String text) ->
                    TemplateText.isTemplate(text)
                            ? fill(TemplateReferences.parsed(text))
                            : template;
            case Json.JsonNumber number -> number;
            case Json.JsonFlag flag -> flag;
            case Json.JsonNull nothing -> nothing;
        };
    }

    private Json fill(TemplateText text) {
        Optional<Placeholder> alone = text.alone();
        if (alone.isPresent()) {
            Json value = value(alone.get());
            return alone.get()
                    .escape()
                    .map(escape -> Json.text(escape.of(written(value))))
                    .orElse(value);
        }
        Standing standing = Standing.in(text.pieces());
        StringBuilder filled = new StringBuilder();
        StringBuilder own = new StringBuilder();
        for (Piece piece : text.pieces()) {
            switch (piece) {
                case Literal(String literal) -> {
                    filled.append(literal);
                    own.append(literal);
                }
                case Placeholder placeholder -> {
                    filled.append(inside(placeholder, standing, own.toString()));
                    // Whatever it became, for what follows it is one letter of its place.
                    own.append('x');
                }
            }
        }
        return Json.text(filled.toString());
    }

    private String inside(Placeholder placeholder, Standing standing, String before) {
        Json value = value(placeholder);
        if (placeholder.escape().isEmpty() && standing.isBareJson(before)) {
            return new JsonWriter().text(value);
        }
        if (value instanceof Json.JsonNull) {
            throw missing(placeholder);
        }
        return placeholder.escape().orElseGet(() -> standing.escape(before)).of(written(value));
    }

    private static String written(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> text;
            case Json.JsonNumber(BigDecimal number) -> number.toPlainString();
            case Json.JsonFlag(boolean flag) -> Boolean.toString(flag);
            case Json.JsonNull nothing -> "";
            case Json.JsonObject object -> new JsonWriter().text(object);
            case Json.JsonArray array -> new JsonWriter().text(array);
        };
    }

    /** JSON's {@code null} is there, but gives way to a default. */
    private Json value(Placeholder placeholder) {
        Optional<Json> found = find(placeholder.reference());
        if (placeholder.standard().isPresent()
                && found.filter(value -> !(value instanceof Json.JsonNull)).isEmpty()) {
            return placeholder.standard().get();
        }
        return found.orElseThrow(() -> missing(placeholder));
    }

    private static RenderException missing(Placeholder placeholder) {
        return new RenderException(
                "nothing is there for {{ "
                        + placeholder.source()
                        + " }}: give it a value with | default(...)");
    }

    private Optional<Json> find(Reference reference) {
        return switch (reference) {
            case Reference.Payload(var pointer) -> pointer.find(values.payload());
            case Reference.EventId id -> Optional.of(Json.text(values.eventId()));
            case Reference.EventTime time -> Optional.of(Json.text(values.eventTime()));
            case Reference.ConnectionSlug own -> Optional.of(Json.text(values.connection()));
            case Reference.RuleSlug own -> Optional.of(Json.text(values.rule()));
            case Reference.NodeOutput(String node, var pointer) ->
                    Optional.ofNullable(values.nodes().get(node)).flatMap(pointer::find);
        };
    }
}
