package dev.stile.hosting.policy;

import dev.stile.api.hosting.PRStatus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a read of an open pull request says of a merge whose end is not known: open at three reads
 * over ten seconds means that it did not land. Pure.
 *
 * @param state with the read counted
 * @param open what is due while it is not settled; empty once it is
 */
record Settling(PrState state, Optional<Decision> open) {
    private static final int READS = 3;
    private static final Duration OVER = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(30);

    /**
     * @param before as it was before the snapshot
     * @param state after the snapshot was observed
     */
    static Settling of(PrState before, PrState state, PRStatus status, Instant now) {
        Optional<OpenPlan> open = state.merging().plan();
        if (open.isEmpty()) {
            return status.queue().isPresent() ? queued(state, now) : over(state);
        }
        OpenPlan plan = open.get();
        if (status.queue().isPresent()) {
            return queued(
                    plan.phase() == OpenPlan.Phase.QUEUED && plan.reads() == 0
                            ? state
                            : with(state, plan.in(OpenPlan.Phase.QUEUED, now)),
                    now);
        }
        boolean fresh =
                status.observedAt().isAfter(plan.since())
                        && before.seen()
                                .observedAt()
                                .filter(earlier -> !status.observedAt().isAfter(earlier))
                                .isEmpty();
        OpenPlan read = fresh ? plan.readAt(status.observedAt()) : plan;
        if (read.reads() >= READS && !status.observedAt().isBefore(read.firstRead().plus(OVER))) {
            return over(ended(state, plan, now));
        }
        PrState counted = with(state, read);
        return switch (plan.phase()) {
            case QUEUED ->
                    new Settling(
                            counted,
                            Optional.of(new Decision.Wait(now.plus(AGAIN), WaitReason.QUEUE)));
            case PLANNED, UNSETTLED -> new Settling(counted, Optional.of(unsettled(counted, now)));
        };
    }

    /** What is due while nobody can tell, with or without a read. */
    static Decision unsettled(PrState state, Instant now) {
        Optional<OpenPlan> tooLong =
                state.merging().plan().filter(plan -> !now.isBefore(plan.since().plus(LONG)));
        Optional<Decision.HandOff> due =
                tooLong.map(
                                plan ->
                                        new Decision.HandOff(
                                                plan.head(),
                                                Set.of(HandOffReason.UNSETTLED),
                                                Set.of()))
                        .filter(
                                handOff ->
                                        state.given().handOffs().stream()
                                                .noneMatch(said -> said.says(handOff)));
        return due.<Decision>map(handOff -> handOff)
                .orElse(new Decision.Wait(now.plus(AGAIN), WaitReason.UNSETTLED));
    }

    private static PrState ended(PrState state, OpenPlan plan, Instant now) {
        return switch (plan.phase()) {
            case QUEUED -> state.withMerging(state.merging().removedFromQueue());
            case PLANNED, UNSETTLED -> AfterMerge.waits(state, plan, Optional.empty(), now);
        };
    }

    private static Settling queued(PrState state, Instant now) {
        return new Settling(
                state, Optional.of(new Decision.Wait(now.plus(Gate.REST), WaitReason.QUEUE)));
    }

    private static Settling over(PrState state) {
        return new Settling(state, Optional.empty());
    }

    private static PrState with(PrState state, OpenPlan plan) {
        return state.withMerging(state.merging().withPlan(plan));
    }
}
