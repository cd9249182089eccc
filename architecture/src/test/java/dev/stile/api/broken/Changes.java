package dev.stile.api.broken;

/** Breaks the rule that values never change. */
final class Changes {
    private int count;

    int next() {
        return ++count;
    }
}
