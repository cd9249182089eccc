package dev.stile.connectors.redmine.wire;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.value.Token;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * Where a listing in the order of ids goes on. An id never changes and is never given again, so
 * records that are added, edited or deleted meanwhile shift nothing.
 *
 * @param newest the time that the cursor of this listing stands for, fixed by its first page
 * @param last every id up to this one was listed
 */
public record KeysetPosition(Instant newest, long last) {
    public Token toToken() {
        return new Token(newest + "|" + last);
    }

    /**
     * @throws ConnectorException.Invalid on field {@code position} if it is not one of ours
     */
    public static KeysetPosition parse(Token token) {
        String[] parts = token.text().split("\\|", -1);
        try {
            if (parts.length == 2) {
                return new KeysetPosition(Instant.parse(parts[0]), Long.parseLong(parts[1]));
            }
        } catch (DateTimeException | NumberFormatException broken) {
            throw notOurs();
        }
        throw notOurs();
    }

    private static ConnectorException.Invalid notOurs() {
        return new ConnectorException.Invalid(
                "position", "it is not one of this connector", List.of());
    }
}
