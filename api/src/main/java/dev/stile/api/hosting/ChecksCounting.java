package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * From the runs that a host lists to what the checks of a head say: the same on every host. Pure.
 */
public final class ChecksCounting {
    /** The summary, and the one word for all of it. */
    public record Counted(ChecksSummary summary, ChecksState state) {}

    private record Name(Tainted<String> name, Tainted<String> source) {}

    private ChecksCounting() {}

    /**
     * Counts.
     *
     * @param runs in the host's order: of two that began at the same moment the later one is newer.
     *     Their {@code required} says what the host says of each
     * @param required the checks that a merge is known to need
     * @param allKnown whether there are no others; if that cannot be known, all are needed
     * @param complete whether all runs are there
     */
    public static Counted count(
            Sha headSha,
            List<Check> runs,
            List<RequiredCheck> required,
            boolean allKnown,
            boolean complete) {
        List<Check> checks = new ArrayList<>();
        for (Check newest : newest(headSha, runs)) {
            checks.add(judged(newest, required, allKnown));
        }
        List<Tainted<String>> missing = new ArrayList<>();
        for (RequiredCheck rule : required) {
            if (checks.stream().noneMatch(check -> meets(check, rule))) {
                missing.add(rule.name());
            }
        }
        boolean some =
                !missing.isEmpty()
                        || checks.stream().anyMatch(check -> check.required() == Tri.YES);
        ChecksState unreported = missing.isEmpty() ? ChecksState.NONE : ChecksState.PENDING;
        ChecksState all = ChecksState.worst(List.of(worst(checks, Tri.values()), unreported));
        ChecksState needed =
                allKnown ? ChecksState.worst(List.of(worst(checks, Tri.YES), unreported)) : all;
        ChecksState rest = worst(checks, Tri.NO);
        ChecksState state = allKnown && some ? needed : all;
        ChecksSummary summary =
                new ChecksSummary(
                        headSha,
                        readable(needed, complete),
                        readable(rest, complete),
                        checks,
                        missing,
                        complete);
        return new Counted(summary, readable(state, complete));
    }

    private static ChecksState readable(ChecksState state, boolean complete) {
        return complete || state == ChecksState.FAILING ? state : ChecksState.UNKNOWN;
    }

    private static List<Check> newest(Sha headSha, List<Check> runs) {
        Map<Name, Check> newest = new LinkedHashMap<>();
        for (Check run : runs) {
            if (run.sha().equals(headSha)) {
                newest.merge(
                        new Name(run.name(), run.source()),
                        run,
                        (before, now) -> began(now).isBefore(began(before)) ? before : now);
            }
        }
        return List.copyOf(newest.values());
    }

    /** A run that has not begun is newer than any that has. */
    private static Instant began(Check run) {
        return run.startedAt().map(moment -> moment.at()).orElse(Instant.MAX);
    }

    private static Check judged(Check run, List<RequiredCheck> required, boolean allKnown) {
        boolean known =
                run.required() == Tri.YES || required.stream().anyMatch(rule -> meets(run, rule));
        Tri otherwise = allKnown ? Tri.NO : Tri.UNKNOWN;
        Tri needed = known ? Tri.YES : otherwise;
        return new Check(
                run.name(),
                run.source(),
                run.outcome(),
                needed,
                run.sha(),
                run.occurrence(),
                run.startedAt(),
                run.completedAt(),
                run.url());
    }

    /** Whether the check is the one that the rule means. */
    public static boolean meets(Check check, RequiredCheck rule) {
        boolean source = rule.source().map(wanted -> isSame(wanted, check.source())).orElse(true);
        return source && named(check.name(), rule);
    }

    private static boolean named(Tainted<String> name, RequiredCheck rule) {
        return answer(
                name.combine(
                        rule.name(),
                        (text, wanted) ->
                                rule.pattern() ? matches(text, wanted) : text.equals(wanted)));
    }

    private static boolean isSame(Tainted<String> one, Tainted<String> other) {
        return answer(one.combine(other, String::equals));
    }

    private static boolean answer(Tainted<Boolean> fact) {
        return fact.checked(yes -> new Fact<>(Tri.of(yes))).answer() == Tri.YES;
    }

    /** A pattern in which {@code *} stands for any text. */
    private static boolean matches(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static ChecksState worst(List<Check> checks, Tri... required) {
        List<Tri> wanted = List.of(required);
        return ChecksState.worst(
                checks.stream()
                        .filter(check -> wanted.contains(check.required()))
                        .map(check -> check.outcome().state())
                        .toList());
    }
}
