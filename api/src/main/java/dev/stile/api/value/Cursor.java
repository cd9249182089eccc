package dev.stile.api.value;

/**
 * What a delta continues from. Made by a connector from the server's own time or token, and read by
 * nobody else.
 *
 * @param text 1 to 8192 characters, no control characters, compared exactly
 */
public record Cursor(String text) implements Checked {
    public Cursor {
        Grammar.bounded("a cursor", text, 8192);
    }

    @Override
    public String toString() {
        return text;
    }
}
