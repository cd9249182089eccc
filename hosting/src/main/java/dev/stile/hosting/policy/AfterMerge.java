package dev.stile.hosting.policy;

import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.core.digest.Sha256;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an answer to a merge leaves behind. Pure. */
final class AfterMerge {
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration LIMITED = Duration.ofSeconds(60);

    private AfterMerge() {}

    static PrState remember(PrState state, MergeResult result, Instant now) {
        Optional<OpenPlan> open = state.merging().plan();
        if (open.isEmpty()) {
            return state;
        }
        OpenPlan plan = open.get();
        PrState.Merging merging = state.merging();
        return switch (result) {
            case MergeResult.Merged merged ->
                    state.withMerging(merging.afterAttempt(0, Optional.empty(), false))
                            .withAlarm(state.alarmed() || plan.isElsewhere(merged.baseBranch()));
            case MergeResult.Queued ignored ->
                    state.withMerging(merging.withPlan(plan.in(OpenPlan.Phase.QUEUED, now)));
            case MergeResult.Unsettled ignored ->
                    state.withMerging(merging.withPlan(plan.in(OpenPlan.Phase.UNSETTLED, now)));
            case MergeResult.Refused refused -> refused(state, plan, refused, now);
        };
    }

    /** What landed that was not decided on. */
    static Optional<Report> report(PrState state, MergeResult result) {
        return state.merging()
                .plan()
                .flatMap(
                        plan ->
                                switch (result) {
                                    case MergeResult.Merged merged ->
                                            plan.isElsewhere(merged.baseBranch())
                                                    ? Optional.of(Report.MERGED_OTHER_BASE)
                                                    : Optional.empty();
                                    case MergeResult.Refused refused ->
                                            refused.reason() == MergeFailureReason.MERGED_OTHER_HEAD
                                                    ? Optional.of(Report.MERGED_OTHER_HEAD)
                                                    : Optional.empty();
                                    case MergeResult.Queued ignored -> Optional.empty();
                                    case MergeResult.Unsettled ignored -> Optional.empty();
                                });
    }

    private static PrState refused(
            PrState state, OpenPlan plan, MergeResult.Refused refused, Instant now) {
        PrState.Merging merging = state.merging();
        int attempts = merging.attempts() + 1;
        return switch (refused.reason().next()) {
            case WAIT ->
                    refused.reason() == MergeFailureReason.RATE_LIMITED
                            ? state.withMerging(
                                    merging.afterAttempt(
                                            merging.attempts(),
                                            Optional.of(
                                                    refused.retryAt().orElse(now.plus(LIMITED))),
                                            false))
                            : waits(state, plan, refused.retryAt(), now);
            case READ_AGAIN ->
                    state.withMerging(
                            merging.afterAttempt(
                                    attempts,
                                    Optional.empty(),
                                    refused.reason() == MergeFailureReason.HEAD_CHANGED));
            case REWORK, HUMAN, STOP -> state.withMerging(merging.refused(kept(plan, refused)));
            case STOP_AND_ALARM ->
                    state.withMerging(merging.refused(kept(plan, refused))).withAlarm(true);
        };
    }

    private static Refusal kept(OpenPlan plan, MergeResult.Refused refused) {
        return new Refusal(plan.head(), refused.reason(), refused.blockReasons(), plan.facts());
    }

    /** After an attempt that may be repeated later. */
    static PrState waits(PrState state, OpenPlan plan, Optional<Instant> named, Instant now) {
        int attempts = state.merging().attempts() + 1;
        Instant next = now.plus(backoff(plan, attempts));
        return state.withMerging(
                state.merging()
                        .afterAttempt(
                                attempts,
                                Optional.of(named.filter(at -> at.isAfter(next)).orElse(next)),
                                false));
    }

    /**
     * Doubles, and is up to a fifth longer or shorter. What the plan is called decides by how much,
     * so that plans that failed together do not come back together, and equal questions have equal
     * answers.
     */
    static Duration backoff(OpenPlan plan, int attempts) {
        long millis = SHORTEST.toMillis() << Math.min(attempts - 1, 16);
        String digits = Sha256.hex(plan.key() + "/" + attempts).substring(0, 4);
        double chance = Integer.parseInt(digits, 16) / 65_535.0;
        long spread = Math.round(Math.min(millis, LONGEST.toMillis()) * (0.8 + 0.4 * chance));
        return Duration.ofMillis(Math.clamp(spread, SHORTEST.toMillis(), LONGEST.toMillis()));
    }
}
