package dev.stile.git.format;

import java.util.Optional;

/**
 * One thing in a file that is refused. Key, value and hint may hold text from outside: they are
 * values, never part of a message of ours.
 *
 * @param reason what is wrong
 * @param line the line of the file, from 1
 * @param column the column, in characters from 1
 * @param key the key as the file spells it, {@code fields.severity} for one under {@code fields};
 *     empty where there is none
 * @param value what stands there, where that says something
 * @param hint the nearest known key, the allowed values, the reason of the schema
 */
public record FileProblem(
        Reason reason,
        int line,
        int column,
        String key,
        Optional<String> value,
        Optional<String> hint) {
    /** A problem of form, at a place. */
    static FileProblem at(Reason reason, int line, int column, String key) {
        return new FileProblem(reason, line, column, key, Optional.empty(), Optional.empty());
    }

    /** Only the reason and the place: the rest is not for logs. */
    @Override
    public String toString() {
        return reason + "@" + line + ":" + column;
    }
}
