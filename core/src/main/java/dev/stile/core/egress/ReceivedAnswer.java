package dev.stile.core.egress;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;
import dev.stile.core.egress.wire.RawAnswer;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A whole answer, tainted with the label of its call. Its JSON is read once. */
final class ReceivedAnswer implements HttpAnswer {
    private final RawAnswer raw;
    private final Label label;
    private final JsonReader reader;
    private Optional<JsonView> read = Optional.empty();

    ReceivedAnswer(RawAnswer raw, Label label, JsonReader reader) {
        this.raw = raw;
        this.label = label;
        this.reader = reader;
    }

    @Override
    public int status() {
        return raw.status();
    }

    @Override
    public Optional<Tainted<String>> header(String name) {
        return raw.header(name).map(value -> Tainted.of(value, label));
    }

    @Override
    public Tainted<String> text() {
        return Tainted.of(new String(raw.body(), StandardCharsets.UTF_8), label);
    }

    @Override
    public Tainted<JsonView> json() {
        JsonView view = read.orElseGet(this::readJson);
        read = Optional.of(view);
        return Tainted.of(view, label);
    }

    private JsonView readJson() {
        try {
            return JsonView.of(reader.read(raw.body()));
        } catch (InvalidJsonException broken) {
            Malformed malformed =
                    new Malformed(
                            looksLikeMarkup()
                                    ? "JSON, and not a web page: the address may be that of"
                                            + " something else"
                                    : "JSON, and at byte "
                                            + broken.offset()
                                            + " there is "
                                            + broken.what());
            malformed.initCause(broken);
            throw malformed;
        }
    }

    @Override
    public Optional<Moment> serverTime() {
        return raw.header("Date").flatMap(HttpDates::parse).map(Moment::new);
    }

    @Override
    public Optional<Token> entityTag() {
        return raw.header("ETag")
                .filter(tag -> !tag.isEmpty() && tag.length() <= 1000 && HeaderRules.isValue(tag))
                .map(Token::new);
    }

    private boolean looksLikeMarkup() {
        for (byte unit : raw.body()) {
            if (unit > ' ') {
                return unit == '<';
            }
        }
        return false;
    }
}
