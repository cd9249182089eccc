package dev.stile.api.value;

/**
 * The id of a record as people type it: {@code 42}, {@code PROJ-7}. Opaque to everybody but its
 * connector.
 *
 * @param text 1 to 200 characters, no control characters, compared exactly
 */
public record RecordId(String text) implements Checked {
    public RecordId {
        Grammar.bounded("a record id", text, 200);
    }

    @Override
    public String toString() {
        return text;
    }
}
