package dev.stile.connectors.github.broken;

import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** An answer whose JSON is changed on its way up. */
record ChangedAnswer(HttpAnswer real, UnaryOperator<Json> change) implements HttpAnswer {
    @Override
    public int status() {
        return real.status();
    }

    @Override
    public Optional<Tainted<String>> header(String name) {
        return real.header(name);
    }

    @Override
    public Tainted<String> text() {
        return real.text();
    }

    @Override
    public Tainted<JsonView> json() {
        return real.json().map(view -> new JsonView(view.pointer(), change.apply(view.value())));
    }

    @Override
    public Optional<Moment> serverTime() {
        return real.serverTime();
    }

    @Override
    public Optional<Token> entityTag() {
        return Optional.empty();
    }
}
