package dev.stile.api.value;

/**
 * Where a listing can be taken up again after a crash. Made and read by the connector alone.
 *
 * @param text 1 to 4000 characters, no control characters, compared exactly
 */
public record Position(String text) implements Checked {
    public Position {
        Grammar.bounded("a position", text, 4000);
    }

    @Override
    public String toString() {
        return text;
    }
}
