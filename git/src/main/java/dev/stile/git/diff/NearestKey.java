package dev.stile.git.diff;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.Keys;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the known key that somebody most likely meant. */
final class NearestKey {
    private static final int LONGEST = 100;
    private static final int FURTHEST = 3;

    private final List<String> known;

    NearestKey(RecordSchema schema) {
        this.known =
                Stream.concat(
                                schema.fields().stream()
                                        .map(FieldSchema::field)
                                        .filter(field -> !field.equals(FieldRef.BODY))
                                        .map(FieldRef::toString),
                                Stream.concat(Keys.SERVER_OWNED.stream(), Stream.of(Keys.FIELDS)))
                        .toList();
    }

    /** The nearest known key, if any is near. */
    Optional<String> to(String key) {
        String wanted = bare(key);
        if (wanted.length() > LONGEST) {
            return Optional.empty();
        }
        String nearest = "";
        int best = Math.min(FURTHEST, wanted.length() / 2) + 1;
        for (String candidate : known) {
            int distance = distance(wanted, bare(candidate));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** A key in lower snake case, without the map that it stands in. */
    private static String bare(String key) {
        String prefix = Keys.FIELDS + '.';
        String name = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
        return name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /** How many characters must be put in, taken out, replaced, or swapped with their neighbour. */
    private static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                if (row == 0 || column == 0) {
                    steps[row][column] = row + column;
                    continue;
                }
                boolean same = left.charAt(row - 1) == right.charAt(column - 1);
                int step =
                        Math.min(
                                steps[row - 1][column - 1] + (same ? 0 : 1),
                                Math.min(steps[row - 1][column], steps[row][column - 1]) + 1);
                boolean swapped =
                        row > 1
                                && column > 1
                                && left.charAt(row - 1) == right.charAt(column - 2)
                                && left.charAt(row - 2) == right.charAt(column - 1);
                steps[row][column] =
                        swapped ? Math.min(step, steps[row - 2][column - 2] + 1) : step;
            }
        }
        return steps[left.length()][right.length()];
    }
}
