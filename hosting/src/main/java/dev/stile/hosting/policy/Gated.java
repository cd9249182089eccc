package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from the conditions that do not hold: what the user does not want goes before what
 * may come by itself, that before what only a person can mend, and that before rework.
 *
 * @param onlyGit whether nothing is missing but what git would say
 */
record Gated(
        Answer answer,
        String why,
        WaitReason waitsFor,
        Instant until,
        Set<HandOffReason> reasons,
        Set<BlockReason> rules,
        boolean onlyGit) {
    enum Answer {
        OPEN,
        OFF,
        LATER,
        BEHIND,
        ASK
    }

    static Gated of(List<Unmet> unmet) {
        List<Unmet.Later> later = those(unmet, Unmet.Later.class);
        List<Unmet.Ask> ask = those(unmet, Unmet.Ask.class);
        boolean off = !those(unmet, Unmet.Off.class).isEmpty();
        boolean behind = !those(unmet, Unmet.Behind.class).isEmpty();
        Answer answer =
                off
                        ? Answer.OFF
                        : !later.isEmpty()
                                ? Answer.LATER
                                : !ask.isEmpty()
                                        ? Answer.ASK
                                        : behind ? Answer.BEHIND : Answer.OPEN;
        Unmet.Later soonest =
                later.stream()
                        .min(Comparator.comparing(Unmet.Later::until))
                        .orElse(new Unmet.Later("", WaitReason.FACTS, Instant.MIN));
        return new Gated(
                answer,
                unmet.stream().map(Unmet::name).distinct().collect(Collectors.joining("; ")),
                soonest.why(),
                soonest.until(),
                ask.stream().map(Unmet.Ask::reason).collect(Collectors.toSet()),
                ask.stream().flatMap(each -> each.rules().stream()).collect(Collectors.toSet()),
                unmet.size() == 1 && soonest.why() == WaitReason.GIT);
    }

    private static <U extends Unmet> List<U> those(List<Unmet> unmet, Class<U> type) {
        return unmet.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
