package dev.stile.connectors.github.snapshot;

/** A part is of another head than the parts before it. */
final class HeadMoved extends Exception {
    private static final long serialVersionUID = 1L;
}
