package dev.stile.connectors.github.broken;

import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that nobody gave.
 *
 * @param body {@code []} or {@code {}}
 */
record ClaimedAnswer(int status, String body, Label label) implements HttpAnswer {
    @Override
    public Optional<Tainted<String>> header(String name) {
        return Optional.empty();
    }

    @Override
    public Tainted<String> text() {
        return Tainted.of(body, label);
    }

    @Override
    public Tainted<JsonView> json() {
        Json value = body.equals("[]") ? Json.array(List.of()) : new Json.JsonObject(Map.of());
        return Tainted.of(new JsonView("", value), label);
    }

    @Override
    public Optional<Moment> serverTime() {
        return Optional.empty();
    }

    @Override
    public Optional<Token> entityTag() {
        return Optional.empty();
    }
}
