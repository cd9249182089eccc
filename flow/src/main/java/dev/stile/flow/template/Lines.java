package dev.stile.flow.template;

/** What a template says to people in one line, and to a program in one word. Pure. */
final class Lines {
    static final String NO_LINE = "is not one line of 1 to 200 characters";

    private static final int LONGEST = 200;

    private Lines() {}

    /** Whether it is one line that shows something, and does nothing to a terminal. */
    static boolean isLine(String text) {
        return text.length() <= LONGEST
                && text.codePoints().anyMatch(Lines::isVisible)
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Without the one line end that a block of YAML leaves behind its text. */
    static String withoutEnd(String text) {
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(
                0, end > 0 && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    /** Whether it ends before its end for every program that gets it. */
    static boolean hasNul(String word) {
        return word.indexOf(0) >= 0;
    }

    private static boolean isVisible(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && Character.getType(point) != Character.FORMAT;
    }
}
