package dev.stile.flow.process.child;

/**
 * One line that a child wrote, without its end.
 *
 * @param form whether it is all there
 * @param bytes the line, or the first bytes of one that is too long
 * @param length of the whole line
 * @param sha256 lower-case hex digest of the whole line
 */
public record Line(
        Form form, byte[] bytes, long length, java.util.function.Supplier<String> sha256) {
    /** Whether a line is all there. */
    public enum Form {
        WHOLE,
        /** Longer than allowed: only its beginning was kept. */
        TOO_LONG,
        /** The output ended within it. */
        HALF
    }
}
