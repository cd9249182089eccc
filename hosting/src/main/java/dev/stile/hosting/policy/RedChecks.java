package dev.stile.hosting.policy;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.value.Sha;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which red checks are to be believed: those that were red at two looks, long enough apart, and of
 * which no newer run is under way. Pure.
 *
 * @param confirmed believed, and not given back before
 * @param keys names of their runs
 * @param settlesAt when the next one may be believed; {@link Instant#MAX} if there is none
 * @param pending whether any check is still under way
 */
record RedChecks(List<Check> confirmed, List<Sha> keys, Instant settlesAt, boolean pending) {
    /** Those of the event of which no newer run is under way. */
    static List<Check> counting(PrEvent.PrCiFailure event, List<Check> all) {
        Set<List<Object>> running = new HashSet<>();
        for (Check check : all) {
            if (isPending(check)) {
                running.add(List.of(check.name(), check.source()));
            }
        }
        return event.failing().stream()
                .filter(check -> !running.contains(List.of(check.name(), check.source())))
                .toList();
    }

    /** Names of the runs that count; one made-up name if the host says red and not which. */
    static List<Sha> keys(PrEvent.PrCiFailure event, List<Check> counting) {
        return event.failing().isEmpty()
                ? List.of(Observing.unnamed(event.headSha()))
                : counting.stream().map(Observing::key).toList();
    }

    /**
     * @param counting the red ones
     * @param all every check of the head
     */
    static RedChecks of(PrState state, List<Check> counting, List<Check> all, Duration settle) {
        Instant observed = state.seen().observedAt().orElse(Instant.MIN);
        Instant settles = Instant.MAX;
        Set<Sha> confirmed = new HashSet<>();
        for (Map.Entry<Sha, Instant> red : state.seen().reds().entrySet()) {
            Instant due = red.getValue().plus(settle);
            if (observed.isAfter(red.getValue()) && !observed.isBefore(due)) {
                confirmed.add(red.getKey());
            } else if (due.isBefore(settles)) {
                settles = due;
            }
        }
        confirmed.removeAll(state.given().reds());
        return new RedChecks(
                counting.stream()
                        .filter(check -> confirmed.contains(Observing.key(check)))
                        .toList(),
                List.copyOf(confirmed),
                settles,
                all.stream().anyMatch(RedChecks::isPending));
    }

    private static boolean isPending(Check check) {
        return switch (check.outcome()) {
            case PENDING, NEEDS_HUMAN -> true;
            case PASSING, FAILING, UNKNOWN -> false;
        };
    }
}
