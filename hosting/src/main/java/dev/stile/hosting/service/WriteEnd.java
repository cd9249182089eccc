package dev.stile.hosting.service;

/** What is known of the end of a write whose answer was lost. */
public enum WriteEnd {
    /** What it asked for is so. */
    HAPPENED("happened"),

    /** What it asked for is not so, and the host cannot be working on it any more. */
    NOT_HAPPENED("not_happened"),

    /** The read does not say. */
    UNKNOWN("unknown");

    private final String word;

    WriteEnd(String word) {
        this.word = word;
    }

    /** As documents name it. */
    public String word() {
        return word;
    }
}
