package dev.stile.git.format;

import dev.stile.git.format.ValueReader.Wanted;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the small part of YAML that front matter is: keys at the start of a line, the map {@code
 * fields} below one of them, scalars and lists of scalars. What it cannot read is a problem with a
 * place, and reading goes on with the next key.
 */
final class FrontMatterReader {
    /**
     * A key and what stands behind it.
     *
     * @param extension whether it stands under {@code fields}
     */
    record Key(String name, boolean extension, Node value, int line) {}

    private final LineCursor cursor;
    private final Function<String, Optional<Wanted>> core;
    private final Function<String, Optional<Wanted>> extensions;
    private final List<Key> keys = new ArrayList<>();
    private final List<FileProblem> problems = new ArrayList<>();

    /**
     * @param lines between the fences
     * @param core what the value of a key should be, nothing for an unknown key
     * @param extensions the same under {@code fields}
     */
    FrontMatterReader(
            List<String> lines,
            Function<String, Optional<Wanted>> core,
            Function<String, Optional<Wanted>> extensions) {
        this.cursor = new LineCursor(lines, 2);
        this.core = core;
        this.extensions = extensions;
    }

    List<Key> keys() {
        return keys;
    }

    List<FileProblem> problems() {
        return problems;
    }

    void read() {
        map(0, false);
    }

    /** Reads the keys of one map, down to the first line that is indented less. */
    private void map(int indentation, boolean extension) {
        Set<String> seen = new HashSet<>();
        cursor.skipIdleLines();
        while (!cursor.atEnd() && LineCursor.indentation(cursor.line()) >= indentation) {
            int started = cursor.number();
            String name = "";
            try {
                name = key(indentation);
                if (!seen.add(name)) {
                    throw cursor.unreadable(Reason.DUPLICATE_KEY, indentation);
                }
                value(name, indentation, extension, started);
            } catch (Unreadable unreadable) {
                problems.add(
                        FileProblem.at(
                                unreadable.reason(),
                                unreadable.line(),
                                unreadable.column(),
                                shown(name, extension)));
                skipEntry(indentation, started);
            }
            cursor.skipIdleLines();
        }
    }

    private void value(String name, int indentation, boolean extension, int line) {
        if (!extension && name.equals(Keys.FIELDS)) {
            fields();
            return;
        }
        Optional<Wanted> wanted = extension ? extensions.apply(name) : core.apply(name);
        Node value =
                wanted.isPresent()
                        ? new ValueReader(cursor, indentation, extension ? 2 : 1).read(wanted.get())
                        : unread(indentation);
        keys.add(new Key(name, extension, value, line));
    }

    private void fields() {
        cursor.skipWhitespace();
        String rest = cursor.rest().stripTrailing();
        if (!rest.isEmpty()
                && !LineCursor.isComment(rest)
                && !rest.equals("{}")
                && !rest.equals("null")
                && !rest.equals("~")) {
            throw cursor.unreadable(rest.startsWith("{") ? Reason.MAP_IN_BRACES : Reason.NOT_A_KEY);
        }
        cursor.nextLine();
        cursor.skipIdleLines();
        if (!cursor.atEnd() && LineCursor.indentation(cursor.line()) > 0) {
            map(LineCursor.indentation(cursor.line()), true);
        }
    }

    /** Reads a key and its colon; the cursor ends behind the colon. */
    private String key(int indentation) {
        String line = cursor.line();
        int start = LineCursor.indentation(line);
        if (line.charAt(start) == '\t') {
            throw cursor.unreadable(Reason.TAB_INDENTATION, start);
        }
        if (start != indentation) {
            throw cursor.unreadable(Reason.WRONG_INDENTATION, start);
        }
        if (line.equals("...")
                || line.startsWith("... ")
                || line.startsWith("--- ")
                || line.startsWith("%")) {
            throw cursor.unreadable(Reason.SEVERAL_DOCUMENTS, start);
        }
        cursor.moveTo(start);
        char first = line.charAt(start);
        if (first == '"' || first == '\'') {
            String name = new QuotedReader(cursor, Integer.MAX_VALUE).read().text();
            cursor.skipWhitespace();
            if (colonAt(cursor.line(), cursor.column()) != cursor.column()) {
                throw cursor.unreadable(Reason.NOT_A_KEY);
            }
            cursor.moveTo(cursor.column() + 1);
            return name;
        }
        if (first == '&' || first == '*') {
            throw cursor.unreadable(Reason.ANCHOR_OR_ALIAS);
        }
        if (first == '!') {
            throw cursor.unreadable(Reason.TAG);
        }
        int colon = colonAt(line, start);
        if (colon <= start || ValueReader.isItem(line) || "?{[|>@`".indexOf(first) >= 0) {
            throw cursor.unreadable(Reason.NOT_A_KEY);
        }
        cursor.moveTo(colon + 1);
        return line.substring(start, colon).stripTrailing();
    }

    /** The first colon from {@code from} on with white space or nothing behind it, or -1. */
    private static int colonAt(String line, int from) {
        for (int index = from; index < line.length(); index++) {
            if (line.charAt(index) == ':'
                    && (index + 1 == line.length()
                            || LineCursor.isWhitespace(line.charAt(index + 1)))) {
                return index;
            }
        }
        return -1;
    }

    /** Takes the lines of an unknown key as they are. */
    private Node unread(int indentation) {
        cursor.skipWhitespace();
        int line = cursor.number();
        int column = cursor.column() + 1;
        StringBuilder text = new StringBuilder(cursor.rest().strip());
        cursor.nextLine();
        while (!cursor.atEnd() && belongsToEntry(indentation)) {
            text.append('\n').append(cursor.line().stripTrailing());
            cursor.nextLine();
        }
        return new Node.Unread(text.toString().stripTrailing(), line, column);
    }

    /** Goes on behind what could not be read, past at least the line where the entry began. */
    private void skipEntry(int indentation, int started) {
        if (!cursor.atEnd() && cursor.number() == started) {
            cursor.nextLine();
        }
        while (!cursor.atEnd() && belongsToEntry(indentation)) {
            cursor.nextLine();
        }
        if (!cursor.atEnd()) {
            cursor.moveTo(0);
        }
    }

    private boolean belongsToEntry(int indentation) {
        String line = cursor.line();
        int own = LineCursor.indentation(line);
        return line.isBlank()
                || own > indentation
                || (own == indentation && ValueReader.isItem(line));
    }

    private static String shown(String name, boolean extension) {
        return extension && !name.isEmpty() ? Keys.FIELDS + '.' + name : name;
    }
}
