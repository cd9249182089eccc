package dev.stile.api.taint;

/**
 * Turns outside text into one visible line: whatever could steer a terminal, hide or break the line
 * becomes an escape.
 */
final class VisibleText {
    private VisibleText() {}

    /**
     * Escapes the text and cuts it after {@code longest} characters of it, with a count of the
     * rest.
     */
    static String line(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 16);
        int shown = 0;
        int index = 0;
        while (index < text.length() && shown < longest) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            shown++;
            if (isVisible(point)) {
                line.appendCodePoint(point);
            } else {
                line.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        }
        if (index < text.length()) {
            line.append("... (").append(text.codePointCount(index, text.length())).append(" more)");
        }
        return line.toString();
    }

    /**
     * False for controls, lone surrogates, line separators, bidirectional, invisible format and tag
     * characters.
     */
    static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> !isInvisibleLetter(point);
        };
    }

    /** Fillers and selectors that Unicode counts as letters or marks and that show as nothing. */
    private static boolean isInvisibleLetter(int point) {
        return point == 0x034F
                || point == 0x115F
                || point == 0x1160
                || point == 0x17B4
                || point == 0x17B5
                || (point >= 0x180B && point <= 0x180F)
                || point == 0x3164
                || (point >= 0xFE00 && point <= 0xFE0F)
                || point == 0xFFA0
                || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
