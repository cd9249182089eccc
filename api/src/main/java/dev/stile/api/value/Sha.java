package dev.stile.api.value;

/**
 * The name of a git object.
 *
 * @param text 40 or 64 lower-case hex digits
 */
public record Sha(String text) implements Checked {
    public Sha {
        if (!text.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a sha is 40 or 64 lower-case hex digits");
        }
    }

    /** The first 12 digits, for people. */
    public String brief() {
        return text.substring(0, 12);
    }

    @Override
    public String toString() {
        return text;
    }
}
