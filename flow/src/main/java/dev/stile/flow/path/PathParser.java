package dev.stile.flow.path;

import dev.stile.flow.path.Selector.Index;
import dev.stile.flow.path.Selector.Name;
import dev.stile.flow.path.Selector.Slice;
import dev.stile.flow.path.Selector.Wildcard;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads the text of a query, once, from left to right (RFC 9535, 2.1 to 2.5). */
final class PathParser {
    private static final int LONGEST = 1000;
    private static final int MOST_SEGMENTS = 50;

    /** RFC 9535, 2.1: numbers that every reader holds exactly. */
    private static final long LARGEST = (1L << 53) - 1;

    private final String text;
    private int place;

    PathParser(String text) {
        this.text = text;
    }

    List<List<Selector>> segments() throws PathSyntaxException {
        if (text.length() > LONGEST) {
            throw wrong("a query has at most " + LONGEST + " characters");
        }
        if (!takes('$')) {
            throw wrong("a query begins with $");
        }
        List<List<Selector>> segments = new ArrayList<>();
        while (place < text.length()) {
            int before = place;
            skipBlanks();
            if (place == text.length()) {
                place = before;
                throw wrong("a query does not end with white space");
            }
            segments.add(segment());
            if (segments.size() > MOST_SEGMENTS) {
                throw wrong("a query has at most " + MOST_SEGMENTS + " segments");
            }
        }
        return segments;
    }

    private List<Selector> segment() throws PathSyntaxException {
        if (text.startsWith("..", place)) {
            throw wrong("descendants (..) are refused, because they have no bound");
        }
        if (takes('.')) {
            return List.of(takes('*') ? new Wildcard() : new Name(shorthand()));
        }
        if (takes('[')) {
            return selectors();
        }
        throw wrong("here begins neither .name nor [");
    }

    private String shorthand() throws PathSyntaxException {
        int begin = place;
        while (place < text.length() && isNamePart(text.codePointAt(place), place > begin)) {
            place += Character.charCount(text.codePointAt(place));
        }
        if (place == begin) {
            throw wrong("after a dot stands a name or *; other names are written ['name']");
        }
        return text.substring(begin, place);
    }

    private static boolean isNamePart(int point, boolean digits) {
        return point == '_'
                || (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (digits && point >= '0' && point <= '9')
                || (point >= 0x80 && !(point >= 0xd800 && point <= 0xdfff));
    }

    private List<Selector> selectors() throws PathSyntaxException {
        List<Selector> selectors = new ArrayList<>();
        do {
            skipBlanks();
            selectors.add(selector());
            skipBlanks();
        } while (takes(','));
        if (!takes(']')) {
            throw wrong("here a ] or a comma is due");
        }
        return List.copyOf(selectors);
    }

    private Selector selector() throws PathSyntaxException {
        if (takes('*')) {
            return new Wildcard();
        }
        if (peek() == '?') {
            throw wrong("filter selectors ([?...]) are refused, because they have no bound");
        }
        if (peek() == '\'' || peek() == '"') {
            return new Name(new QuotedName(text, place).read(end -> place = end));
        }
        OptionalLong start = whole();
        int afterStart = place;
        skipBlanks();
        if (!takes(':')) {
            place = afterStart;
            return new Index(
                    start.orElseThrow(() -> wrong("here a name, an index, a slice or * is due")));
        }
        skipBlanks();
        OptionalLong end = whole();
        skipBlanks();
        long step = 1;
        if (takes(':')) {
            skipBlanks();
            step = whole().orElse(1);
        }
        return new Slice(start, end, step);
    }

    /** An integer of RFC 9535: no leading zero, no -0. */
    private OptionalLong whole() throws PathSyntaxException {
        int begin = place;
        takes('-');
        int digits = place;
        while (place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9') {
            place++;
        }
        String number = text.substring(begin, place);
        if (place == digits) {
            if (!number.isEmpty()) {
                throw wrong("after - digits are due");
            }
            return OptionalLong.empty();
        }
        boolean leadingZero = text.charAt(digits) == '0' && number.length() > 1;
        if (leadingZero || number.length() > 17 || Math.abs(Long.parseLong(number)) > LARGEST) {
            throw wrong("a number has no leading zero, is not -0 and is below 2^53");
        }
        return OptionalLong.of(Long.parseLong(number));
    }

    private char peek() {
        return place < text.length() ? text.charAt(place) : '\0';
    }

    private boolean takes(char expected) {
        if (place < text.length() && text.charAt(place) == expected) {
            place++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (place < text.length() && " \t\n\r".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
    }

    private PathSyntaxException wrong(String what) {
        return new PathSyntaxException(what + " (at character " + (place + 1) + ")");
    }
}
