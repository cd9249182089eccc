package dev.stile.api.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A URL built from parts, each encoded by its position, under the base address of a connection.
 * There is no way to append text that is not encoded. Immutable.
 */
public final class Url {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private final String base;
    private final List<String> queries;

    private Url(String base, List<String> queries) {
        this.base = base;
        this.queries = List.copyOf(queries);
    }

    /**
     * Begins at the base address of a connection. A trailing slash makes no difference.
     *
     * @throws IllegalArgumentException if it has a query or fragment
     */
    public static Url under(URI base) {
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("a base address has no query and no fragment");
        }
        String text = base.toString();
        return new Url(text.endsWith("/") ? text.substring(0, text.length() - 1) : text, List.of());
    }

    /** Appends path segments; a slash inside a segment is encoded. */
    public Url segments(String... segments) {
        StringBuilder path = new StringBuilder(base);
        for (String segment : segments) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("a path segment is not empty and no dots");
            }
            path.append('/').append(encoded(segment));
        }
        return new Url(path.toString(), queries);
    }

    /** Appends one query parameter. */
    public Url query(String name, String value) {
        List<String> more = new ArrayList<>(queries);
        more.add(encoded(name) + "=" + encoded(value));
        return new Url(base, more);
    }

    /** Appends one query parameter. */
    public Url query(String name, long value) {
        return query(name, Long.toString(value));
    }

    /** The whole address. */
    public URI toUri() {
        return URI.create(toString());
    }

    @Override
    public String toString() {
        return queries.isEmpty() ? base : base + "?" + String.join("&", queries);
    }

    private static String encoded(String part) {
        StringBuilder text = new StringBuilder(part.length() + 8);
        for (byte unit : part.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (unit & 0xff);
            if (character < 0x80
                    && (Character.isLetterOrDigit(character)
                            || UNRESERVED.indexOf(character) >= 0)) {
                text.append(character);
            } else {
                text.append('%').append(UPPER_HEX.toHexDigits(unit));
            }
        }
        return text.toString();
    }
}
