package dev.stile.api.record;

import java.nio.charset.StandardCharsets;

/** How large the text of a record or of a comment may be. Stateless. */
public final class BodySize {
    /** Most bytes in UTF-8. What is larger is neither kept nor sent. */
    public static final int MOST = 16 << 20;

    private static final int MOST_BYTES_PER_CHAR = 3;

    private BodySize() {}

    /** Whether a text is larger than that. */
    public static boolean isOver(String text) {
        return text.length() > MOST / MOST_BYTES_PER_CHAR && bytes(text) > MOST;
    }

    /** The size of a text in bytes. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
