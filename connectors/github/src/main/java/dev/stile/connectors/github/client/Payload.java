package dev.stile.connectors.github.client;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.WritableInput;

import java.util.stream.Stream;

/**
 * The body of a request: words of ours, ids, and texts that were made safe to be written.
 *
 * @param json an object that holds nothing that only the server may set
 */
public record Payload(Json json) implements WritableInput {
    /** The body, under the label of what is in it. */
    public static Untainted<Json, Sink.RecordField> of(Json json, Label label) {
        return Tainted.of(new Payload(json), label)
                .sanitise(Sanitizers.<Payload>recordField())
                .map(Payload::json);
    }

    @Override
    public Stream<String> texts() {
        return texts(json);
    }

    private static Stream<String> texts(Json json) {
        return switch (json) {
            case Json.JsonObject object ->
                    object.members().entrySet().stream()
                            .flatMap(
                                    member ->
                                            Stream.concat(
                                                    Stream.of(member.getKey()),
                                                    texts(member.getValue())));
            case Json.JsonArray array -> array.items().stream().flatMap(Payload::texts);
            case Json.JsonText text -> Stream.of(text.text());
            case Json.JsonNumber number -> Stream.empty();
            case Json.JsonFlag flag -> Stream.empty();
            case Json.JsonNull nothing -> Stream.empty();
        };
    }
}
