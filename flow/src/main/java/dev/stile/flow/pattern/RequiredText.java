package dev.stile.flow.pattern;

import java.util.Optional;

/**
 * A piece of plain text that stands in everything a pattern matches: most texts lack it, and
 * looking for it costs a small part of running the pattern. Found only where it is certain.
 */
record RequiredText(String piece, boolean caseSensitive) {
    private static final int SHORTEST = 2;

    /** The longest run of letters, digits and blanks outside every construct. */
    static Optional<RequiredText> of(String pattern, boolean caseSensitive) {
        if (pattern.indexOf('|') >= 0) {
            return Optional.empty();
        }
        // A group or class may be optional, an escape change the meaning of what follows: only what
        // stands before the first of them is certain.
        return ofSimple(beforeConstruct(pattern), caseSensitive);
    }

    private static Optional<RequiredText> ofSimple(String pattern, boolean caseSensitive) {
        String best = "";
        int begin = 0;
        for (int index = 0; index <= pattern.length(); index++) {
            boolean plain = index < pattern.length() && isPlain(pattern.charAt(index));
            if (!plain) {
                String run = pattern.substring(begin, quantified(pattern, index, begin));
                best = run.length() > best.length() ? run : best;
                begin = afterConstruct(pattern, index);
                index = Math.max(index, begin - 1);
            }
        }
        return best.length() >= SHORTEST
                ? Optional.of(new RequiredText(best, caseSensitive))
                : Optional.empty();
    }

    private static String beforeConstruct(String pattern) {
        int end = 0;
        while (end < pattern.length() && "([\\".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        return pattern.substring(0, end);
    }

    private static boolean isPlain(char unit) {
        return unit == ' '
                || (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z');
    }

    /** The character before a quantifier may be absent, so that it does not count. */
    private static int quantified(String pattern, int index, int begin) {
        boolean quantifier = index < pattern.length() && "*?{".indexOf(pattern.charAt(index)) >= 0;
        return quantifier && index > begin ? index - 1 : index;
    }

    /** Where plain text may begin again: a count takes its braces. */
    private static int afterConstruct(String pattern, int index) {
        if (index >= pattern.length()) {
            return index;
        }
        return switch (pattern.charAt(index)) {
            case '{' -> {
                int end = pattern.indexOf('}', index);
                yield end < 0 ? pattern.length() : end + 1;
            }
            default -> index + 1;
        };
    }

    /**
     * False only if a match is impossible. Written out, since it runs for every rule and event.
     * Letters beyond ASCII may fold to plain ones, so that a text with one may always match.
     */
    boolean mayBeIn(String text) {
        if (caseSensitive) {
            return text.contains(piece);
        }
        char first = lower(piece.charAt(0));
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit >= 0x80
                    || (lower(unit) == first
                            && text.regionMatches(true, index, piece, 0, piece.length()))) {
                return true;
            }
        }
        return false;
    }

    private static char lower(char unit) {
        return unit >= 'A' && unit <= 'Z' ? (char) (unit | 0x20) : unit;
    }
}
