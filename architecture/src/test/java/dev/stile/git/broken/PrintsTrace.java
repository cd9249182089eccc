package dev.stile.git.broken;

/** Breaks the rule that errors go through their one reporter. */
final class PrintsTrace {
    void print(IllegalStateException error) {
        error.printStackTrace();
    }
}
