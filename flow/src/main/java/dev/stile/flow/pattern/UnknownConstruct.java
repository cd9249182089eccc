package dev.stile.flow.pattern;

/**
 * Something in a pattern of which nothing is known here. No fault: the pattern is only run more.
 */
final class UnknownConstruct extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownConstruct() {
        super("", null, false, false);
    }
}
