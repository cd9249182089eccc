package dev.stile.core.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds values too short to be searched for inside words, as whole tokens (TU-44). */
final class WeakTokens {
    private final List<byte[]> values;

    WeakTokens(List<byte[]> values) {
        this.values = List.copyOf(values);
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

    private static boolean isInToken(byte unit) {
        return unit == '_'
                || unit == '-'
                || (unit >= '0' && unit <= '9')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= 'A' && unit <= 'Z')
                || unit < 0;
    }
}
