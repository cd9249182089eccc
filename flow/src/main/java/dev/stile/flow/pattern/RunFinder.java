package dev.stile.flow.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what stands in everything that a pattern matches. Where it meets something that it does not
 * know, only what stood before is certain. The pattern has compiled before.
 */
final class RunFinder {
    private static final int PLACES = 64;
    private static final int MOST_RUNS = 16;

    /** A run that says less than this is found in most texts. */
    private static final double LEAST_WEIGHT = 8;

    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,4})(,[0-9]{0,4})?}");

    private final PatternReader reader;
    private final boolean caseSensitive;

    private RunFinder(String pattern, boolean caseSensitive) {
        this.reader = new PatternReader(pattern);
        this.caseSensitive = caseSensitive;
    }

    /** What is in every match; empty if nothing is certain. */
    static Optional<RequiredRuns> of(String pattern, boolean caseSensitive) {
        RunFinder finder = new RunFinder(pattern, caseSensitive);
        Sequence outer = finder.new Sequence();
        List<AnyOf> needed;
        try {
            needed = finder.branches(outer);
        } catch (UnknownConstruct unknown) {
            // A branch may follow, which needs nothing of this one.
            needed = pattern.indexOf('|') < 0 ? outer.needed : List.of();
        }
        List<AnyOf> chosen = choose(needed);
        return chosen.isEmpty() ? Optional.empty() : Optional.of(new RequiredRuns(chosen));
    }

    /** Those that say most, as many as there is room for. */
    private static List<AnyOf> choose(List<AnyOf> needed) {
        List<AnyOf> chosen = new ArrayList<>();
        int left = PLACES;
        for (AnyOf one :
                needed.stream()
                        .filter(each -> each.weight() >= LEAST_WEIGHT)
                        .sorted(Comparator.comparingDouble(AnyOf::weight).reversed())
                        .toList()) {
            if (one.places() <= left) {
                chosen.add(one);
                left -= one.places();
            }
        }
        return chosen;
    }

    /** Branches up to the end, or to a bracket that closes them. */
    private List<AnyOf> branches(Sequence begun) {
        begun.read();
        if (!reader.sees('|')) {
            return begun.needed;
        }
        List<Optional<AnyOf>> all = new ArrayList<>(List.of(begun.best()));
        while (reader.takes('|')) {
            Sequence branch = new Sequence();
            branch.read();
            all.add(branch.best());
        }
        List<List<Letters>> runs =
                all.stream().flatMap(Optional::stream).flatMap(one -> one.runs().stream()).toList();
        return all.stream().allMatch(Optional::isPresent) && runs.size() <= MOST_RUNS
                ? List.of(new AnyOf(runs).cutTo(PLACES))
                : List.of();
    }

    /** One branch: what follows on one another. */
    private final class Sequence {
        private final List<AnyOf> needed = new ArrayList<>();
        private final List<Letters> run = new ArrayList<>();

        Optional<AnyOf> best() {
            return needed.stream().max(Comparator.comparingDouble(AnyOf::weight));
        }

        void read() {
            while (!reader.isAtEnd() && !reader.sees('|') && !reader.sees(')')) {
                if (reader.takes('(')) {
                    group();
                } else {
                    // An end of a word or a line may be counted as well, and takes nothing.
                    Optional<Letters> letters = reader.letters();
                    Times times = times();
                    letters.ifPresent(some -> one(caseSensitive ? some : some.folded(), times));
                }
            }
            end();
        }

        private void group() {
            reader.skipGroupHead();
            List<AnyOf> inner = branches(new Sequence());
            if (!reader.takes(')')) {
                throw new UnknownConstruct();
            }
            end();
            if (times().least() > 0) {
                needed.addAll(inner);
            }
        }

        private void one(Letters letters, Times times) {
            add(letters, times.least());
            if (!times.exactly()) {
                end();
                // The last ones of many stand before what follows.
                add(letters, times.least());
            }
        }

        private void add(Letters letters, int times) {
            for (int i = 0; i < times && run.size() < PLACES; i++) {
                run.add(letters);
            }
            if (times > PLACES || run.size() == PLACES) {
                end();
            }
        }

        private void end() {
            if (!run.isEmpty()) {
                needed.add(new AnyOf(List.of(List.copyOf(run))));
                run.clear();
            }
        }
    }

    private record Times(int least, boolean exactly) {}

    /** How often what was just read stands there. */
    private Times times() {
        Times times = quantifier();
        if (!times.exactly() || times.least() != 1) {
            // Whether as few or as many as can be does not matter.
            reader.takes('?');
        }
        return times;
    }

    private Times quantifier() {
        if (reader.takes('*') || reader.takes('?')) {
            return new Times(0, false);
        }
        if (reader.takes('+')) {
            return new Times(1, false);
        }
        Optional<Matcher> count = reader.takes(COUNT);
        return count.map(each -> new Times(Integer.parseInt(each.group(1)), each.group(2) == null))
                .orElseGet(() -> new Times(1, true));
    }
}
