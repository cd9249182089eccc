package dev.stile.api.value;

/**
 * A word of a vendor's protocol that a connector carries from one answer to the next request, such
 * as a validator.
 *
 * @param text 1 to 1000 characters, no control characters, compared exactly
 */
public record Token(String text) implements Checked {
    public Token {
        Grammar.bounded("a token", text, 1000);
    }

    @Override
    public String toString() {
        return text;
    }
}
