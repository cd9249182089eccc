package dev.stile.core.terminal;

/** How words of ours stand out. Outside text has no style. */
public enum Style {
    PLAIN(""),
    STRONG("\u001b[1m"),
    DIM("\u001b[2m"),
    GOOD("\u001b[32m"),
    BAD("\u001b[31m");

    private static final String END = "\u001b[0m";

    private final String begin;

    Style(String begin) {
        this.begin = begin;
    }

    String around(String text) {
        return this == PLAIN || text.isEmpty() ? text : begin + text + END;
    }
}
