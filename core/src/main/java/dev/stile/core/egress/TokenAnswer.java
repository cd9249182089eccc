package dev.stile.core.egress;

import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.JsonView;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.time.Instant;

/**
 * What a server gives for a key.
 *
 * @param token as it stands in requests
 * @param ends on the server's clock
 */
record TokenAnswer(SecureValue token, Instant ends) {
    /** Strictly read: nothing in it is shown, and it goes back to where it came from alone. */
    static TokenAnswer of(HttpAnswer answer) {
        Moment ends = answer.json().checked(json -> new Moment(json.field("expires_at").instant()));
        Token token = answer.json().checked(json -> token(json.field("token")));
        return new TokenAnswer(SecureValue.takeFrom(token.text().toCharArray()), ends.at());
    }

    private static Token token(JsonView json) {
        try {
            return new Token(json.text());
        } catch (IllegalArgumentException odd) {
            throw json.expected("a token");
        }
    }
}
