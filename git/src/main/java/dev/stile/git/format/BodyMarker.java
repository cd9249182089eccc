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
    UNREADABLE("<!-- stile: this body cannot be read -->"),
    /** The server has a body that is larger than anybody keeps. */
    TOO_LARGE("<!-- stile: this body was not fetched, it is larger than 16 MiB -->");

    private static final String CLOSING_FENCE = "\n---\n";

    private final String line;

    BodyMarker(String line) {
        this.line = line;
    }

    /** The line, without its end. */
    public String line() {
        return line;
    }

    /** The marker of a file as the mirror writes it: right behind its closing fence. */
    public static Optional<BodyMarker> in(String file) {
        return begin(file)
                .flatMap(at -> file.substring(at).lines().findFirst().flatMap(BodyMarker::of));
    }

    /**
     * A file of the mirror with the body of another, both of the same record at the same version.
     *
     * @return nothing if the body of the other one was not fetched either
     */
    public static Optional<String> filled(String file, String whole) {
        return in(whole).equals(Optional.of(DEFERRED))
                ? Optional.empty()
                : begin(file)
                        .flatMap(
                                to ->
                                        begin(whole)
                                                .map(
                                                        from ->
                                                                file.substring(0, to)
                                                                        + whole.substring(from)));
    }

    /** Where the closing fence ends: no value of the front matter can look like one. */
    private static Optional<Integer> begin(String file) {
        int fence = file.indexOf(CLOSING_FENCE);
        return fence < 0 ? Optional.empty() : Optional.of(fence + CLOSING_FENCE.length());
    }

    /** The marker that this line is. */
    public static Optional<BodyMarker> of(String line) {
        for (BodyMarker marker : values()) {
            if (marker.line.equals(line)) {
                return Optional.of(marker);
            }
        }
        return Optional.empty();
    }
}
