package dev.stile.core.redact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds patterns of at least eight bytes in text, across line breaks and the indentation after
 * them. Each position costs one multiplication and one bit: the last eight bytes, as a number, are
 * looked up in a filter of all beginnings. Immutable; any thread may use it.
 */
final class Finder {
    /** Every pattern is at least that long. */
    static final int WINDOW = 8;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int BITS_PER_PATTERN = 64;

    /** A found pattern, from its first byte to the one after its last. */
    record Match(int begin, int end) {}

    private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();
    private final byte[][] sorted;
    private final long[] filter;
    private final int shift;

    /**
     * @param patterns as Latin-1 text, one character a byte
     */
    Finder(Collection<String> patterns) {
        int size = Long.SIZE;
        int bits = 6;
        while (size < patterns.size() * BITS_PER_PATTERN) {
            size *= 2;
            bits++;
        }
        this.filter = new long[size / Long.SIZE];
        this.shift = Long.SIZE - bits;
        List<byte[]> all = new ArrayList<>();
        for (String pattern : patterns) {
            byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
            long beginning = beginning(bytes);
            byBeginning.computeIfAbsent(beginning, none -> new ArrayList<>()).add(bytes);
            int bit = (int) ((beginning * SPREAD) >>> shift);
            filter[bit >>> 6] |= 1L << bit;
            all.add(bytes);
        }
        byBeginning.values().forEach(same -> same.sort((one, two) -> two.length - one.length));
        this.sorted = all.toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
    }

    /** All matches from left to right, the longest at each place; they may overlap. */
    List<Match> find(byte[] text, int from, int to) {
        List<Match> matches = new ArrayList<>();
        long window = 0;
        int filled = 0;
        boolean lineBegins = false;
        int index = from;
        while (index < to) {
            byte unit = text[index];
            index++;
            if (unit == '\n' || unit == '\r') {
                lineBegins = true;
                continue;
            }
            if (lineBegins && (unit == ' ' || unit == '\t')) {
                continue;
            }
            lineBegins = false;
            window = (window << 8) | (unit & 0xff);
            filled++;
            int bit = (int) ((window * SPREAD) >>> shift);
            if ((filter[bit >>> 6] & 1L << bit) != 0 && filled >= WINDOW) {
                matchAt(text, from, index, to, window).ifPresent(matches::add);
            }
        }
        return matches;
    }

    /**
     * How much of the end of the text could be the beginning of a pattern: where that part begins,
     * or {@code to}.
     */
    int unfinishedFrom(byte[] text, int from, int to) {
        byte[] counted = significant(text, from, to);
        for (int begin = 0; begin < counted.length; begin++) {
            if (isBeginning(counted, begin)) {
                return placeOf(begin, text, from);
            }
        }
        return to;
    }

    /** The longest pattern, so that a stream knows how much it has to remember. */
    int longest() {
        return Arrays.stream(sorted).mapToInt(pattern -> pattern.length).max().orElse(0);
    }

    /** The bytes that count: without line breaks and the indentation after them. */
    static byte[] significant(byte[] text, int from, int to) {
        byte[] kept = new byte[to - from];
        int length = 0;
        boolean lineBegins = false;
        for (int index = from; index < to; index++) {
            if (text[index] == '\n' || text[index] == '\r') {
                lineBegins = true;
            } else if (!(lineBegins && (text[index] == ' ' || text[index] == '\t'))) {
                lineBegins = false;
                kept[length++] = text[index];
            }
        }
        return Arrays.copyOf(kept, length);
    }

    /** Where a byte that counts stands, after so many others that do. */
    private static int placeOf(int others, byte[] text, int from) {
        int left = others;
        boolean lineBegins = false;
        int index = from;
        while (true) {
            byte unit = text[index];
            if (isSkipped(unit)) {
                lineBegins = true;
            } else if (!(lineBegins && (unit == ' ' || unit == '\t'))) {
                lineBegins = false;
                if (left == 0) {
                    return index;
                }
                left--;
            }
            index++;
        }
    }

    /** Whether a pattern goes on after these bytes. */
    private boolean isBeginning(byte[] text, int begin) {
        int length = text.length - begin;
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            byte[] pattern = sorted[middle];
            int order =
                    Arrays.compareUnsigned(pattern, 0, pattern.length, text, begin, text.length);
            if (order <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < sorted.length
                && sorted[low].length > length
                && Arrays.equals(sorted[low], 0, length, text, begin, text.length);
    }

    private Optional<Match> matchAt(byte[] text, int from, int windowEnd, int to, long window) {
        List<byte[]> candidates = byBeginning.get(window);
        if (candidates == null) {
            return Optional.empty();
        }
        int begin = beginOfWindow(text, from, windowEnd);
        for (byte[] pattern : candidates) {
            int end = endOf(pattern, text, windowEnd, to);
            if (end >= 0) {
                return Optional.of(new Match(begin, end));
            }
        }
        return Optional.empty();
    }

    /** Goes back over the eight bytes of a window and what was skipped between them. */
    private static int beginOfWindow(byte[] text, int from, int windowEnd) {
        int begin = windowEnd;
        for (int counted = 0; counted < WINDOW && begin > from; counted++) {
            begin--;
            while (begin > from && isSkippedAt(text, from, begin)) {
                begin--;
            }
        }
        return begin;
    }

    private static boolean isSkippedAt(byte[] text, int from, int index) {
        int back = index;
        while (back > from && (text[back] == ' ' || text[back] == '\t')) {
            back--;
        }
        return text[back] == '\n' || text[back] == '\r';
    }

    /** Where a pattern ends whose first eight bytes end there; -1 if it does not go on so. */
    private static int endOf(byte[] pattern, byte[] text, int windowEnd, int to) {
        int index = windowEnd;
        int matched = WINDOW;
        boolean lineBegins = false;
        while (matched < pattern.length) {
            if (index >= to) {
                return -1;
            }
            byte unit = text[index];
            index++;
            if (unit == '\n' || unit == '\r') {
                lineBegins = true;
            } else if (!(lineBegins && (unit == ' ' || unit == '\t'))) {
                lineBegins = false;
                if (unit != pattern[matched]) {
                    return -1;
                }
                matched++;
            }
        }
        return index;
    }

    private static boolean isSkipped(byte unit) {
        return unit == '\n' || unit == '\r';
    }

    private static long beginning(byte[] pattern) {
        long window = 0;
        for (int index = 0; index < WINDOW; index++) {
            window = (window << 8) | (pattern[index] & 0xff);
        }
        return window;
    }
}
