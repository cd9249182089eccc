package dev.stile.flow.pattern;

import java.util.List;

/**
 * Runs of characters of which one stands in everything that a pattern matches.
 *
 * @param runs at least one, none of them empty
 */
record AnyOf(List<List<Letters>> runs) {
    AnyOf {
        runs = List.copyOf(runs);
    }

    /** How much it says that one of them is there; the least of them counts. */
    double weight() {
        return runs.stream()
                .mapToDouble(run -> run.stream().mapToDouble(Letters::weight).sum())
                .min()
                .orElse(0);
    }

    int places() {
        return runs.stream().mapToInt(List::size).sum();
    }

    /** The same in so many places at most: a part of a run stands wherever the run stands. */
    AnyOf cutTo(int places) {
        int longest = places / runs.size();
        return new AnyOf(
                runs.stream().map(run -> run.subList(0, Math.min(run.size(), longest))).toList());
    }
}
