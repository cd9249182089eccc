package dev.stile.core.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Finds what is too short to be searched for inside words, as whole tokens (TU-44). */
final class WeakTokens {
    private final List<byte[]> values;
    private final int longest;

    /**
     * @param values as Latin-1 text, one character a byte
     */
    WeakTokens(Collection<String> values) {
        this.values =
                values.stream().map(value -> value.getBytes(StandardCharsets.ISO_8859_1)).toList();
        this.longest = this.values.stream().mapToInt(value -> value.length).max().orElse(0);
    }

    int longest() {
        return longest;
    }

    List<Finder.Match> find(byte[] text, int from, int to) {
        List<Finder.Match> matches = new ArrayList<>();
        for (byte[] value : values) {
            for (int begin = from; begin + value.length <= to; begin++) {
                int end = begin + value.length;
                if (Arrays.equals(value, 0, value.length, text, begin, end)
                        && (begin == from || !isInToken(text[begin - 1]))
                        && (end == to || !isInToken(text[end]))) {
                    matches.add(new Finder.Match(begin, end));
                }
            }
        }
        return matches;
    }

    /**
     * How much of the end of the text could be the beginning of a token: where that part begins, or
     * {@code to}.
     */
    int unfinishedFrom(byte[] text, int from, int to) {
        for (int begin = Math.max(from, to - longest + 1); begin < to; begin++) {
            if ((begin == from || !isInToken(text[begin - 1])) && isBeginning(text, begin, to)) {
                return begin;
            }
        }
        return to;
    }

    private boolean isBeginning(byte[] text, int begin, int to) {
        int length = to - begin;
        return values.stream()
                .anyMatch(
                        value ->
                                value.length > length
                                        && Arrays.equals(value, 0, length, text, begin, to));
    }

    private static boolean isInToken(byte unit) {
        return unit == '_'
                || unit == '-'
                || (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || unit < 0;
    }
}
