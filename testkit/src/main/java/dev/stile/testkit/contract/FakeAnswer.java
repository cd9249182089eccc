package dev.stile.testkit.contract;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Answers that no server gave. */
final class FakeAnswer {
    private FakeAnswer() {}

    /** A status with a few words that are no JSON. */
    static HttpAnswer status(int status, Label label) {
        return text(status, "something went wrong", label);
    }

    /** A success that is a page for people. */
    static HttpAnswer html(Label label) {
        return text(200, "<html><body>please log in</body></html>", label);
    }

    /** The same answer with other JSON. */
    static HttpAnswer changed(HttpAnswer real, UnaryOperator<Json> change) {
        return new HttpAnswer() {
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
                return real.json()
                        .map(view -> new JsonView(view.pointer(), change.apply(view.value())));
            }

            @Override
            public Optional<Moment> serverTime() {
                return real.serverTime();
            }

            @Override
            public Optional<Token> entityTag() {
                return real.entityTag();
            }
        };
    }

    private static HttpAnswer text(int status, String text, Label label) {
        return new HttpAnswer() {
            @Override
            public int status() {
                return status;
            }

            @Override
            public Optional<Tainted<String>> header(String name) {
                return Optional.empty();
            }

            @Override
            public Tainted<String> text() {
                return Tainted.of(text, label);
            }

            @Override
            public Tainted<JsonView> json() {
                throw new Malformed("JSON");
            }

            @Override
            public Optional<Moment> serverTime() {
                return Optional.empty();
            }

            @Override
            public Optional<Token> entityTag() {
                return Optional.empty();
            }
        };
    }
}
