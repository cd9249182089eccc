package dev.stile.api.value;

/**
 * An opaque version of a record: changes whenever a shown field changes, never repeats, and
 * compares for equality only.
 *
 * @param text 1 to 500 characters, no control characters, compared exactly
 */
public record Version(String text) implements Checked {
    public Version {
        Grammar.bounded("a version", text, 500);
    }

    @Override
    public String toString() {
        return text;
    }
}
