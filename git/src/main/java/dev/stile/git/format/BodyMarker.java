package dev.stile.git.format;

import java.util.Optional;

/**
 * The line that stands where a body is not. It follows the closing fence at once: a real body has a
 * blank line there, so no text from outside can look like a marker.
 */
public enum BodyMarker {
    /** The body was not fetched. */
    DEFERRED("<!-- stile: this body was not fetched -->"),
    /** The server has a body that cannot be shown. */
    UNREADABLE("<!-- stile: this body cannot be read -->");

    private static final String CLOSING_FENCE = "\n---\n";

    private final String line;

    BodyMarker(String line) {
        this.line = line;
    }

    /** The line, without its end. */
    public String line() {
        return line;
    }

    /** Whether a file as the mirror writes it has a marker: right behind its closing fence. */
    public static boolean isIn(String file) {
        int fence = file.indexOf(CLOSING_FENCE);
        return fence >= 0
                && file.substring(fence + CLOSING_FENCE.length())
                        .lines()
                        .findFirst()
                        .flatMap(BodyMarker::of)
                        .isPresent();
    }

    /** The marker that this line is. */
    static Optional<BodyMarker> of(String line) {
        for (BodyMarker marker : values()) {
            if (marker.line.equals(line)) {
                return Optional.of(marker);
            }
        }
        return Optional.empty();
    }
}
