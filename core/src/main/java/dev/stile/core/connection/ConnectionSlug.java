package dev.stile.core.connection;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a connection.
 *
 * @param text {@code [a-z0-9][a-z0-9-]{0,31}}, and none of the reserved words
 */
public record ConnectionSlug(String text) implements Comparable<ConnectionSlug> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Set<String> RESERVED = Set.of("stile", "all", "none");

    public ConnectionSlug {
        if (!isValid(text)) {
            throw Failure.of(Code.CONNECTION_NAME_NOT_VALID)
                    .detail("not a name: " + text)
                    .fact("connection", text)
                    .build();
        }
    }

    /** Whether a connection may be called so. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches() && !RESERVED.contains(text);
    }

    /** Whether it is a word of ours, which no connection is called. */
    public static boolean isReserved(String text) {
        return RESERVED.contains(text);
    }

    @Override
    public int compareTo(ConnectionSlug other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
