package dev.stile.git.broken;

/** Breaks the rule that no static holds state. */
final class CountsForAll {
    private static int count;

    int next() {
        return ++count;
    }
}
