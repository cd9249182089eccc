package dev.stile.flow.pattern;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the characters of a pattern one after the other, as sets of letters. A set may hold more
 * than the pattern takes, and never less. Not for several threads.
 */
final class PatternReader {
    private final String pattern;
    private int index;

    PatternReader(String pattern) {
        this.pattern = pattern;
    }

    boolean isAtEnd() {
        return index >= pattern.length();
    }

    boolean sees(char unit) {
        return !isAtEnd() && pattern.charAt(index) == unit;
    }

    boolean takes(char unit) {
        boolean is = sees(unit);
        index += is ? 1 : 0;
        return is;
    }

    Optional<Matcher> takes(Pattern form) {
        Matcher found = form.matcher(pattern).region(index, pattern.length());
        if (!found.lookingAt()) {
            return Optional.empty();
        }
        index = found.end();
        return Optional.of(found);
    }

    /** What follows the bracket of a group: nothing, or that it is not captured. */
    void skipGroupHead() {
        if (takes('?') && !takes(':')) {
            throw new UnknownConstruct();
        }
    }

    /** The next character; empty for what takes none. */
    Optional<Letters> letters() {
        char unit = next();
        return switch (unit) {
            case '^', '$' -> Optional.empty();
            case '.' -> Optional.of(Letters.ALL);
            case '[' -> Optional.of(letterClass());
            case '\\' -> takesNothing() ? Optional.empty() : Optional.of(escaped());
            case '*', '+', '?' -> throw new UnknownConstruct();
            default -> Optional.of(Letters.range(unit, unit));
        };
    }

    /** The ends of a word or of the text. */
    private boolean takesNothing() {
        return takes('b') || takes('B') || takes('A') || takes('z');
    }

    private Letters escaped() {
        char unit = next();
        return switch (unit) {
            case 'd' -> Letters.DIGITS;
            case 'D' -> Letters.DIGITS.complement();
            case 'w' -> Letters.WORDS;
            case 'W' -> Letters.WORDS.complement();
            case 's' -> Letters.BLANKS;
            case 'S' -> Letters.BLANKS.complement();
            case 't' -> Letters.range('\t', '\t');
            case 'n' -> Letters.range('\n', '\n');
            case 'r' -> Letters.range('\r', '\r');
            case 'f' -> Letters.range('\f', '\f');
            default -> {
                if (Letters.WORDS.has(unit)) {
                    throw new UnknownConstruct();
                }
                yield Letters.range(unit, unit);
            }
        };
    }

    /** What stands in brackets, of which the first is read. */
    private Letters letterClass() {
        boolean negated = takes('^');
        Letters all = Letters.NONE;
        boolean isFirst = true;
        while (isFirst || !takes(']')) {
            all = all.and(member());
            isFirst = false;
        }
        return negated ? all.complement() : all;
    }

    private Letters member() {
        if (sees('[') || sees('&')) {
            throw new UnknownConstruct();
        }
        char from = next();
        if (from == '\\') {
            Letters set = escaped();
            if (sees('-')) {
                throw new UnknownConstruct();
            }
            return set;
        }
        if (!sees('-') || pattern.startsWith("-]", index)) {
            return Letters.range(from, from);
        }
        index++;
        char to = next();
        if (to == '\\' || to == '[' || to < from) {
            throw new UnknownConstruct();
        }
        return Letters.range(from, to);
    }

    /** A letter beyond ASCII may stand for a plain one where case does not matter. */
    private char next() {
        if (isAtEnd() || pattern.charAt(index) >= 128) {
            throw new UnknownConstruct();
        }
        return pattern.charAt(index++);
    }
}
