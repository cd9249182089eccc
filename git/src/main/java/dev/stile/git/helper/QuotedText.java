package dev.stile.git.helper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The C-style quotes in which git writes a value that has anything special in it: {@code quote.c}
 * of git, {@code unquote_c_style}.
 */
final class QuotedText {
    private static final String LETTERS = "abfnrtv\"\\";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\"\\";

    private QuotedText() {}

    /**
     * The text that a value means: itself, or what is between its quotes. Empty if the quotes are
     * broken.
     *
     * @param value one character a byte
     */
    static Optional<String> read(String value) {
        if (!value.startsWith("\"")) {
            return Optional.of(utf8(value.getBytes(StandardCharsets.ISO_8859_1)));
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int index = 1;
        while (index < value.length()) {
            char unit = value.charAt(index++);
            if (unit == '"') {
                return index == value.length()
                        ? Optional.of(utf8(text.toByteArray()))
                        : Optional.empty();
            }
            if (unit != '\\') {
                text.write(unit);
                continue;
            }
            if (index == value.length()) {
                return Optional.empty();
            }
            int meaning = LETTERS.indexOf(value.charAt(index));
            if (meaning >= 0) {
                text.write(MEANINGS.charAt(meaning));
                index++;
            } else if (value.substring(index).matches("(?s)[0-3][0-7][0-7].*")) {
                text.write(Integer.parseInt(value.substring(index, index + 3), 8));
                index += 3;
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
