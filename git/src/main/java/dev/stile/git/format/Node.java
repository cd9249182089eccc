package dev.stile.git.format;

import java.util.List;

/** What stands behind a key, before it has a type. */
sealed interface Node {
    /** The line of the value's first character, from 1. */
    int line();

    /** Its column, from 1. */
    int column();

    /**
     * One scalar.
     *
     * @param text without quotes, escapes resolved
     * @param quoted whether it stood in quotes or in a block, so that it is a text even if it is
     *     empty or says null
     */
    record Scalar(String text, boolean quoted, int line, int column) implements Node {
        /** Nothing, {@code null} or {@code ~}. */
        boolean isNothing() {
            return text.isEmpty() || (!quoted && (text.equals("null") || text.equals("~")));
        }
    }

    /** A list of scalars. */
    record Sequence(List<Scalar> items, int line, int column) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Lines that nobody reads further. */
    record Unread(String text, int line, int column) implements Node {}
}
