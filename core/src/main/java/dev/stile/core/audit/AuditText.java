package dev.stile.core.audit;

/** Text as rows may hold it (TU-50): one visible line of at most 200 characters. */
final class AuditText {
    private static final int LONGEST = 200;

    private AuditText() {}

    static String line(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
        int index = 0;
        while (index < text.length()) {
            int point = text.codePointAt(index);
            String shown =
                    isPlain(point)
                            ? Character.toString(point)
                            : "\\u{" + Integer.toHexString(point) + "}";
            if (line.length() + shown.length() > LONGEST) {
                cut(line);
                break;
            }
            line.append(shown);
            index += Character.charCount(point);
        }
        return line.toString();
    }

    private static void cut(StringBuilder line) {
        int end = Math.min(line.length(), LONGEST - 3);
        if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        line.setLength(end);
        line.append("...");
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
