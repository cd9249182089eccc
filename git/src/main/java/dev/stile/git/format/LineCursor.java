package dev.stile.git.format;

import java.util.List;

/** A place in the lines of a front matter. It only moves forward. Not for several threads. */
final class LineCursor {
    private final List<String> lines;
    private final int firstNumber;
    private int index;
    private int column;

    /** Begins at the first line, whose number in the file is {@code firstNumber}. */
    LineCursor(List<String> lines, int firstNumber) {
        this.lines = lines;
        this.firstNumber = firstNumber;
    }

    boolean atEnd() {
        return index >= lines.size();
    }

    String line() {
        return lines.get(index);
    }

    /** What stands from the column to the end of the line. */
    String rest() {
        return line().substring(column);
    }

    /** The number of the line in the file, from 1. */
    int number() {
        return firstNumber + index;
    }

    /** The column, from 0. */
    int column() {
        return column;
    }

    void nextLine() {
        index++;
        column = 0;
    }

    void moveTo(int newColumn) {
        column = newColumn;
    }

    void skipWhitespace() {
        String line = line();
        while (column < line.length() && isWhitespace(line.charAt(column))) {
            column++;
        }
    }

    /** Moves to the next line that is neither blank nor a comment. */
    void skipIdleLines() {
        while (!atEnd() && (line().isBlank() || isComment(line()))) {
            nextLine();
        }
    }

    /** The first line from the next one on that is not blank; an empty text if there is none. */
    String nextFilledLine() {
        for (int ahead = index + 1; ahead < lines.size(); ahead++) {
            if (!lines.get(ahead).isBlank()) {
                return lines.get(ahead);
            }
        }
        return "";
    }

    /** How many spaces the line begins with. */
    static int indentation(String line) {
        int indentation = 0;
        while (indentation < line.length() && line.charAt(indentation) == ' ') {
            indentation++;
        }
        return indentation;
    }

    static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    static boolean isWhitespace(char unit) {
        return unit == ' ' || unit == '\t';
    }

    Unreadable unreadable(Reason reason) {
        return unreadable(reason, column);
    }

    Unreadable unreadable(Reason reason, int atColumn) {
        return new Unreadable(reason, number(), atColumn + 1);
    }
}
