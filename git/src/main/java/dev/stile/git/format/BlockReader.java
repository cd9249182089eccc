package dev.stile.git.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads block scalars: literal ({@code |}) and folded ({@code >}). The cursor ends on the line
 * behind the block.
 */
final class BlockReader {
    private final LineCursor cursor;
    private final int parentIndentation;

    BlockReader(LineCursor cursor, int parentIndentation) {
        this.cursor = cursor;
        this.parentIndentation = parentIndentation;
    }

    /** Whether what stands under the cursor begins a block: only if the next line is indented. */
    boolean begins() {
        String header = cursor.rest().stripTrailing();
        if (header.isEmpty()
                || (header.charAt(0) != '|' && header.charAt(0) != '>')
                || header.length() > 3) {
            return false;
        }
        boolean chomping = false;
        boolean indentation = false;
        for (int index = 1; index < header.length(); index++) {
            char unit = header.charAt(index);
            boolean isChomping = unit == '+' || unit == '-';
            boolean isIndentation = unit >= '1' && unit <= '9';
            if ((isChomping && chomping)
                    || (isIndentation && indentation)
                    || (!isChomping && !isIndentation)) {
                return false;
            }
            chomping |= isChomping;
            indentation |= isIndentation;
        }
        return LineCursor.indentation(cursor.nextFilledLine()) > parentIndentation;
    }

    /** Reads the block whose header is under the cursor. */
    Node.Scalar read() {
        int line = cursor.number();
        int column = cursor.column() + 1;
        String header = cursor.rest().stripTrailing();
        int indentation = LineCursor.indentation(cursor.nextFilledLine());
        for (int index = 1; index < header.length(); index++) {
            if (Character.isDigit(header.charAt(index))) {
                indentation =
                        Math.max(parentIndentation, 0) + Character.digit(header.charAt(index), 10);
            }
        }
        cursor.nextLine();
        List<String> content = new ArrayList<>();
        while (!cursor.atEnd()) {
            String source = cursor.line();
            boolean blank = source.isBlank();
            if (!blank && LineCursor.indentation(source) < indentation) {
                break;
            }
            content.add(
                    LineCursor.indentation(source) >= indentation
                            ? source.substring(indentation)
                            : "");
            cursor.nextLine();
        }
        int filled = content.size();
        while (filled > 0 && content.get(filled - 1).isBlank()) {
            filled--;
        }
        List<String> lines = content.subList(0, filled);
        String text = header.charAt(0) == '|' ? String.join("\n", lines) : folded(lines);
        String end =
                header.indexOf('-') > 0
                        ? ""
                        : header.indexOf('+') > 0 ? "\n".repeat(content.size() - filled + 1) : "\n";
        return new Node.Scalar(text.isEmpty() ? text : text + end, true, line, column);
    }

    /**
     * Line ends between two lines of text are spaces; blank lines are line ends; lines indented
     * further keep theirs.
     */
    private static String folded(List<String> lines) {
        StringBuilder text = new StringBuilder();
        int blank = 0;
        boolean first = true;
        boolean beforeKeeps = false;
        for (String line : lines) {
            if (line.isEmpty()) {
                blank++;
                continue;
            }
            boolean keeps = LineCursor.isWhitespace(line.charAt(0));
            if (first) {
                text.append("\n".repeat(blank));
            } else if (keeps || beforeKeeps) {
                text.append("\n".repeat(blank + 1));
            } else {
                text.append(blank == 0 ? " " : "\n".repeat(blank));
            }
            text.append(line);
            blank = 0;
            first = false;
            beforeKeeps = keeps;
        }
        return text.toString();
    }
}
