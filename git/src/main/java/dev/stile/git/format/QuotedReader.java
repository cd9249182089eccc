package dev.stile.git.format;

/**
 * Reads scalars in quotes, over several lines if they are folded. The cursor ends behind the
 * closing quote.
 */
final class QuotedReader {
    private final LineCursor cursor;
    private final int parentIndentation;

    /** Lines that a scalar goes on to are indented deeper than {@code parentIndentation}. */
    QuotedReader(LineCursor cursor, int parentIndentation) {
        this.cursor = cursor;
        this.parentIndentation = parentIndentation;
    }

    /** Reads the scalar whose opening quote is under the cursor. */
    Node.Scalar read() {
        int line = cursor.number();
        int column = cursor.column() + 1;
        char quote = cursor.line().charAt(cursor.column());
        cursor.moveTo(cursor.column() + 1);
        StringBuilder text = new StringBuilder();
        // White space before the end of a line goes; what an escape wrote stays.
        int kept = 0;
        while (true) {
            String source = cursor.line();
            int at = cursor.column();
            if (at >= source.length()) {
                fold(text, kept, line, column);
                kept = text.length();
                continue;
            }
            char unit = source.charAt(at);
            cursor.moveTo(at + 1);
            if (unit == quote) {
                boolean doubled =
                        quote == '\'' && at + 1 < source.length() && source.charAt(at + 1) == '\'';
                if (!doubled) {
                    return new Node.Scalar(text.toString(), true, line, column);
                }
                cursor.moveTo(at + 2);
                text.append('\'');
            } else if (unit == '\\' && quote == '"') {
                escape(text, line, column);
                kept = text.length();
            } else {
                text.append(unit);
            }
        }
    }

    /**
     * Goes to the next line that is not blank: one line end is a space, each blank line more is a
     * line end.
     */
    private void fold(StringBuilder text, int kept, int line, int column) {
        int length = text.length();
        while (length > kept && LineCursor.isWhitespace(text.charAt(length - 1))) {
            length--;
        }
        text.setLength(length);
        int blank = goOn(line, column);
        text.append(blank == 0 ? " " : "\n".repeat(blank));
    }

    private int goOn(int line, int column) {
        int blank = 0;
        cursor.nextLine();
        while (!cursor.atEnd() && cursor.line().isBlank()) {
            blank++;
            cursor.nextLine();
        }
        if (cursor.atEnd() || LineCursor.indentation(cursor.line()) <= parentIndentation) {
            throw new Unreadable(Reason.UNCLOSED_QUOTE, line, column);
        }
        cursor.skipWhitespace();
        return blank;
    }

    private void escape(StringBuilder text, int line, int column) {
        String source = cursor.line();
        int at = cursor.column();
        if (at >= source.length()) {
            text.append("\n".repeat(goOn(line, column)));
            return;
        }
        char unit = source.charAt(at);
        cursor.moveTo(at + 1);
        switch (unit) {
            case 'x' -> hex(text, 2);
            case 'u' -> hex(text, 4);
            case 'U' -> hex(text, 8);
            default -> {
                int escapes = "0abtnvfre \"/\\N_LP\t".indexOf(unit);
                if (escapes < 0) {
                    throw cursor.unreadable(Reason.BAD_ESCAPE, at - 1);
                }
                text.append(
                        "\0\u0007\b\t\n\u000B\f\r\u001B \"/\\\u0085\u00A0\u2028\u2029\t"
                                .charAt(escapes));
            }
        }
    }

    private void hex(StringBuilder text, int digits) {
        String source = cursor.line();
        int from = cursor.column();
        int point = 0;
        if (from + digits > source.length()) {
            throw cursor.unreadable(Reason.BAD_ESCAPE, from - 2);
        }
        for (int at = from; at < from + digits; at++) {
            int digit = source.charAt(at) < 0x80 ? Character.digit(source.charAt(at), 16) : -1;
            if (digit < 0 || point > Character.MAX_CODE_POINT >> 4) {
                throw cursor.unreadable(Reason.BAD_ESCAPE, from - 2);
            }
            point = point << 4 | digit;
        }
        if (point > Character.MAX_CODE_POINT) {
            throw cursor.unreadable(Reason.BAD_ESCAPE, from - 2);
        }
        text.appendCodePoint(point);
        cursor.moveTo(from + digits);
    }
}
