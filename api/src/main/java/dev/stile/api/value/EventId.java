package dev.stile.api.value;

/**
 * The id of one occurrence: stable over restarts, never reused within its connection.
 *
 * @param text 1 to 512 characters, no control characters, compared exactly
 */
public record EventId(String text) implements Checked {
    public EventId {
        Grammar.bounded("an event id", text, 512);
    }

    @Override
    public String toString() {
        return text;
    }
}
