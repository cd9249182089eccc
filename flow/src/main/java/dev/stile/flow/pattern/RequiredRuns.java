package dev.stile.flow.pattern;

import java.util.Arrays;
import java.util.List;

/**
 * Runs of characters that stand in everything that a pattern matches: most texts lack one, and
 * looking for all of them at once costs a small part of running the pattern. Immutable.
 *
 * <p>Each bit of a word is a place in a run (Baeza-Yates and Gonnet, "A new approach to text
 * searching", 1992).
 */
final class RequiredRuns {
    private static final int ASCII = 128;

    /** For each character the places where it may stand. */
    private final long[] places = new long[ASCII];

    private final long first;
    private final long last;

    /** For each choice the last places of its runs. */
    private final long[] choices;

    /**
     * @param all of each one run is needed; together at most 64 places
     */
    RequiredRuns(List<AnyOf> all) {
        long begins = 0;
        int place = 0;
        choices = new long[all.size()];
        for (int choice = 0; choice < choices.length; choice++) {
            for (List<Letters> run : all.get(choice).runs()) {
                begins |= 1L << place;
                for (Letters letters : run) {
                    put(letters, place++);
                }
                choices[choice] |= 1L << (place - 1);
            }
        }
        first = begins;
        last = Arrays.stream(choices).reduce(0, (one, other) -> one | other);
    }

    private void put(Letters letters, int place) {
        for (char unit = 0; unit < ASCII; unit++) {
            places[unit] |= letters.has(unit) ? 1L << place : 0;
        }
    }

    /**
     * False only if a match is impossible. Written out, since it runs for every rule and event.
     * Letters beyond ASCII may fold to plain ones, so that a text with one may always match.
     */
    boolean mayBeIn(String text) {
        long reached = 0;
        long seen = 0;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit >= ASCII) {
                return true;
            }
            reached = (reached << 1 | first) & places[unit];
            if ((reached & last & ~seen) != 0) {
                seen |= reached & last;
                if (isEnough(seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isEnough(long seen) {
        for (long choice : choices) {
            if ((seen & choice) == 0) {
                return false;
            }
        }
        return true;
    }
}
