package dev.stile.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that somebody probably meant. */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The closest of the known words, if one is close enough to be a slip of the finger. */
    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(
                        candidate ->
                                candidate.length() <= LONGEST && distance(word, candidate) <= most)
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Insertions, removals, replacements and swaps of neighbours that lead from one word to the
     * other.
     */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                steps[row][column] = best(one, other, steps, row, column);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int best(String one, String other, int[][] steps, int row, int column) {
        if (row == 0 || column == 0) {
            return row + column;
        }
        boolean same = one.charAt(row - 1) == other.charAt(column - 1);
        int least =
                Math.min(
                        Math.min(steps[row - 1][column], steps[row][column - 1]) + 1,
                        steps[row - 1][column - 1] + (same ? 0 : 1));
        boolean swapped =
                row > 1
                        && column > 1
                        && one.charAt(row - 1) == other.charAt(column - 2)
                        && one.charAt(row - 2) == other.charAt(column - 1);
        return swapped ? Math.min(least, steps[row - 2][column - 2] + 1) : least;
    }
}
