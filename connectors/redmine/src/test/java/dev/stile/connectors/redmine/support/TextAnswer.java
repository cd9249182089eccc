package dev.stile.connectors.redmine.support;

import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is a text.
 *
 * @param status its status
 * @param headers by lower-case name
 * @param body its body, perhaps empty
 * @param label of everything in it
 */
public record TextAnswer(int status, Map<String, String> headers, String body, Label label)
        implements HttpAnswer {
    @Override
    public Optional<Tainted<String>> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(value -> Tainted.of(value, label));
    }

    @Override
    public Tainted<String> text() {
        return Tainted.of(body, label);
    }

    @Override
    public Tainted<JsonView> json() {
        return Tainted.of(JsonView.of(JsonText.parse(body)), label);
    }

    @Override
    public Optional<Moment> serverTime() {
        return Optional.ofNullable(headers.get("date"))
                .map(
                        date ->
                                new Moment(
                                        ZonedDateTime.parse(
                                                        date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                                .toInstant()));
    }

    @Override
    public Optional<Token> entityTag() {
        return Optional.ofNullable(headers.get("etag")).map(Token::new);
    }
}
