package dev.stile.flow.path;

import java.util.function.IntConsumer;

/** A name in quotes of either kind (RFC 9535, 2.3.1.1). */
final class QuotedName {
    private final String text;
    private final char quote;
    private final StringBuilder name = new StringBuilder();
    private int place;

    QuotedName(String text, int begin) {
        this.text = text;
        this.quote = text.charAt(begin);
        this.place = begin + 1;
    }

    /** The name; tells where what follows begins. */
    String read(IntConsumer end) throws PathSyntaxException {
        while (place < text.length()) {
            char unit = text.charAt(place);
            place++;
            if (unit == quote) {
                end.accept(place);
                return name.toString();
            }
            if (unit < 0x20) {
                throw wrong("a name in quotes holds no control character");
            }
            name.append(unit == '\\' ? escaped() : Character.toString(unit));
        }
        throw wrong("a name in quotes has no end");
    }

    private String escaped() throws PathSyntaxException {
        char unit = place < text.length() ? text.charAt(place) : '\0';
        place++;
        return switch (unit) {
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '/' -> "/";
            case '\\' -> "\\";
            case 'u' -> codePoint();
            default -> {
                if (unit != quote) {
                    throw wrong("there is no such escape");
                }
                yield Character.toString(quote);
            }
        };
    }

    private String codePoint() throws PathSyntaxException {
        char first = fourDigits();
        if (!Character.isSurrogate(first)) {
            return Character.toString(first);
        }
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", place)) {
            place += 2;
            char second = fourDigits();
            if (Character.isLowSurrogate(second)) {
                return "" + first + second;
            }
        }
        throw wrong("half a surrogate pair is no text");
    }

    private char fourDigits() throws PathSyntaxException {
        String digits = place + 4 <= text.length() ? text.substring(place, place + 4) : "";
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong("after \\u four hexadecimal digits are due");
        }
        place += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private PathSyntaxException wrong(String what) {
        return new PathSyntaxException(what + " (at character " + place + ")");
    }
}
