package dev.stile.git.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what stands behind one key. What is asked for decides how an unquoted value is read: a text
 * is the rest of its line whatever it holds. The cursor ends on the line behind the value.
 */
final class ValueReader {
    /** What the schema asks for. */
    enum Wanted {
        TEXT,
        NO_TEXT,
        TEXTS,
        NO_TEXTS;

        boolean isList() {
            return this == TEXTS || this == NO_TEXTS;
        }

        boolean isText() {
            return this == TEXT || this == TEXTS;
        }
    }

    /** GS-41 allows a depth of 4, and the front matter itself is the first. */
    private static final int DEEPEST = 4;

    private final LineCursor cursor;
    private final int indentation;
    private final int depth;

    /**
     * @param indentation of the key
     * @param depth of the map that the key is in, from 1
     */
    ValueReader(LineCursor cursor, int indentation, int depth) {
        this.cursor = cursor;
        this.indentation = indentation;
        this.depth = depth;
    }

    /** Reads the value that begins under the cursor or on the lines below. */
    Node read(Wanted wanted) {
        cursor.skipWhitespace();
        if (cursor.rest().isBlank()) {
            return below(wanted);
        }
        if (wanted.isList() || wanted == Wanted.NO_TEXT) {
            refuseMarks();
            if (cursor.rest().charAt(0) == '[') {
                Node.Sequence list = flowList();
                endOfValue();
                return list;
            }
        }
        Node.Scalar scalar = scalar(wanted.isText(), indentation);
        refuseMoreLines();
        return scalar;
    }

    /** Nothing stands on the key's own line: a block list does below, or nothing at all. */
    private Node below(Wanted wanted) {
        int line = cursor.number();
        int column = cursor.column() + 1;
        cursor.nextLine();
        cursor.skipIdleLines();
        if (cursor.atEnd()
                || !isItem(cursor.line())
                || LineCursor.indentation(cursor.line()) < indentation) {
            refuseMoreLines();
            return new Node.Scalar("", false, line, column);
        }
        int itemIndentation = LineCursor.indentation(cursor.line());
        int firstLine = cursor.number();
        List<Node.Scalar> items = new ArrayList<>();
        while (!cursor.atEnd()
                && isItem(cursor.line())
                && LineCursor.indentation(cursor.line()) == itemIndentation) {
            cursor.moveTo(itemIndentation + 1);
            cursor.skipWhitespace();
            items.add(item(wanted, itemIndentation));
            cursor.skipIdleLines();
        }
        refuseMoreLines();
        return new Node.Sequence(items, firstLine, itemIndentation + 1);
    }

    private Node.Scalar item(Wanted wanted, int itemIndentation) {
        if (cursor.rest().isBlank()) {
            Node.Scalar nothing = new Node.Scalar("", false, cursor.number(), cursor.column() + 1);
            cursor.nextLine();
            return nothing;
        }
        if (!wanted.isText()) {
            refuseMarks();
            if (cursor.rest().charAt(0) == '[') {
                throw cursor.unreadable(
                        depth + 2 > DEEPEST ? Reason.TOO_DEEP : Reason.LIST_IN_LIST);
            }
        }
        Node.Scalar scalar = scalar(wanted.isText(), itemIndentation);
        if (!cursor.atEnd()
                && !cursor.line().isBlank()
                && !LineCursor.isComment(cursor.line())
                && LineCursor.indentation(cursor.line()) > itemIndentation) {
            throw cursor.unreadable(
                    Reason.WRONG_INDENTATION, LineCursor.indentation(cursor.line()));
        }
        return scalar;
    }

    private Node.Scalar scalar(boolean isText, int parentIndentation) {
        String rest = cursor.rest();
        char first = rest.charAt(0);
        if (first == '"' || first == '\'') {
            Node.Scalar quoted = new QuotedReader(cursor, parentIndentation).read();
            endOfValue();
            return quoted;
        }
        BlockReader block = new BlockReader(cursor, parentIndentation);
        if (block.begins()) {
            return block.read();
        }
        String text = isText ? rest.stripTrailing() : withoutComment(rest).stripTrailing();
        Node.Scalar plain = new Node.Scalar(text, false, cursor.number(), cursor.column() + 1);
        cursor.nextLine();
        return plain;
    }

    /** A list in brackets, on one line or several. The cursor ends behind the closing bracket. */
    private Node.Sequence flowList() {
        int line = cursor.number();
        int column = cursor.column() + 1;
        List<Node.Scalar> items = new ArrayList<>();
        cursor.moveTo(cursor.column() + 1);
        while (true) {
            toNextOf(line, column);
            char unit = cursor.line().charAt(cursor.column());
            if (unit == ']') {
                cursor.moveTo(cursor.column() + 1);
                return new Node.Sequence(items, line, column);
            }
            items.add(flowItem(unit));
            toNextOf(line, column);
            unit = cursor.line().charAt(cursor.column());
            if (unit == ',') {
                cursor.moveTo(cursor.column() + 1);
            } else if (unit != ']') {
                throw cursor.unreadable(Reason.TEXT_AFTER_VALUE);
            }
        }
    }

    private Node.Scalar flowItem(char first) {
        if (first == '"' || first == '\'') {
            return new QuotedReader(cursor, indentation).read();
        }
        refuseMarks();
        if (first == '[') {
            throw cursor.unreadable(isTooDeep() ? Reason.TOO_DEEP : Reason.LIST_IN_LIST);
        }
        String line = cursor.line();
        int from = cursor.column();
        int to = from;
        while (to < line.length() && line.charAt(to) != ',' && line.charAt(to) != ']') {
            to++;
        }
        cursor.moveTo(to);
        return new Node.Scalar(line.substring(from, to).strip(), false, cursor.number(), from + 1);
    }

    /**
     * Moves to the next character of a list in brackets that is neither white space nor in a
     * comment.
     */
    private void toNextOf(int line, int column) {
        cursor.skipWhitespace();
        while (cursor.column() >= cursor.line().length()) {
            cursor.nextLine();
            cursor.skipIdleLines();
            if (cursor.atEnd() || LineCursor.indentation(cursor.line()) < indentation) {
                throw new Unreadable(Reason.UNCLOSED_LIST, line, column);
            }
            cursor.skipWhitespace();
        }
    }

    /**
     * How many brackets open here, one behind the other, decides between a list in a list and one
     * that is too deep.
     */
    private boolean isTooDeep() {
        int lists = 1;
        for (char unit : cursor.rest().toCharArray()) {
            if (unit == '[') {
                lists++;
            } else if (!LineCursor.isWhitespace(unit)) {
                break;
            }
        }
        return depth + lists > DEEPEST;
    }

    private void refuseMarks() {
        switch (cursor.rest().charAt(0)) {
            case '&', '*' -> throw cursor.unreadable(Reason.ANCHOR_OR_ALIAS);
            case '!' -> throw cursor.unreadable(Reason.TAG);
            case '{' -> throw cursor.unreadable(Reason.MAP_IN_BRACES);
            default -> {}
        }
    }

    /** Behind quotes and brackets only a comment may stand. */
    private void endOfValue() {
        String rest = cursor.rest();
        boolean comment =
                !rest.isEmpty()
                        && LineCursor.isWhitespace(rest.charAt(0))
                        && LineCursor.isComment(rest);
        if (!rest.isBlank() && !comment) {
            throw cursor.unreadable(Reason.TEXT_AFTER_VALUE);
        }
        cursor.nextLine();
    }

    /** Lines that are indented below a value belong to nothing. */
    private void refuseMoreLines() {
        cursor.skipIdleLines();
        if (!cursor.atEnd() && LineCursor.indentation(cursor.line()) > indentation) {
            boolean map = cursor.line().endsWith(":") || cursor.line().contains(": ");
            throw cursor.unreadable(
                    map ? Reason.MAP_NOT_EXPECTED : Reason.WRONG_INDENTATION,
                    LineCursor.indentation(cursor.line()));
        }
    }

    static boolean isItem(String line) {
        int indentation = LineCursor.indentation(line);
        return indentation < line.length()
                && line.charAt(indentation) == '-'
                && (indentation + 1 == line.length()
                        || LineCursor.isWhitespace(line.charAt(indentation + 1)));
    }

    private static String withoutComment(String text) {
        for (int index = 1; index < text.length(); index++) {
            if (text.charAt(index) == '#' && LineCursor.isWhitespace(text.charAt(index - 1))) {
                return text.substring(0, index);
            }
        }
        return text;
    }
}
