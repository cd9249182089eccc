package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.value.Sha;
import dev.stile.core.digest.Sha256;
import dev.stile.hosting.approve.HeadSeen;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a snapshot adds to what is remembered. Pure. */
final class Observing {
    private Observing() {}

    /**
     * @param red names of the runs that count as failing
     */
    static PrState after(PrState before, PrFacts facts, List<Sha> red) {
        PRStatus status = facts.status();
        HeadSeen head = HeadSeen.after(before.seen().head(), facts);
        boolean moved = before.seen().head().filter(old -> isAnother(old, head)).isPresent();
        PrState state = moved ? onNewHead(before) : before;
        Map<Sha, Instant> reds = new HashMap<>();
        for (Sha key : red) {
            reds.put(key, state.seen().reds().getOrDefault(key, status.observedAt()));
        }
        return calmed(
                state.withSeen(
                        new PrState.Seen(
                                Optional.of(head), reds, Optional.of(status.observedAt()))),
                status);
    }

    private static boolean isAnother(HeadSeen old, HeadSeen head) {
        return !old.head().equals(head.head()) || head.since().isAfter(old.since());
    }

    /** Everything that was said of another head is void. */
    private static PrState onNewHead(PrState before) {
        PrState.Given given = before.given();
        PrState.Merging merging = before.merging();
        return new PrState(
                new PrState.Seen(before.seen().head(), Map.of(), before.seen().observedAt()),
                new PrState.Given(
                        given.feedback(),
                        given.reentries(),
                        given.lastReworkHead(),
                        Set.of(),
                        0,
                        0,
                        Set.of(),
                        given.handOffs()),
                new PrState.Merging(
                        merging.consumed(),
                        Optional.empty(),
                        merging.raced() ? merging.attempts() : 0,
                        Optional.empty(),
                        false,
                        0,
                        Optional.empty()),
                before.alarmed(),
                Optional.empty());
    }

    /** What is over may come again, and a newer head that is well ends the counting. */
    private static PrState calmed(PrState state, PRStatus status) {
        PrState.Given given = state.given();
        boolean settled =
                status.mergeState() == MergeState.MERGEABLE
                        || status.mergeState() == MergeState.BLOCKED;
        Set<ReworkKind> reworks = new HashSet<>(given.reworks());
        if (settled && !refusedForConflict(state, status)) {
            reworks.remove(ReworkKind.CONFLICT);
        }
        if (settled && !status.blockReasons().contains(BlockReason.BEHIND_BASE)) {
            reworks.remove(ReworkKind.BEHIND);
        }
        boolean well =
                settled
                        && status.checksState() == ChecksState.PASSING
                        && !status.blockReasons().contains(BlockReason.BEHIND_BASE)
                        && given.lastReworkHead()
                                .filter(head -> !head.equals(status.headSha()))
                                .isPresent();
        return state.withGiven(
                new PrState.Given(
                        given.feedback(),
                        well ? 0 : given.reentries(),
                        given.lastReworkHead(),
                        reworks,
                        given.rounds(),
                        given.retries(),
                        given.reds(),
                        given.handOffs()));
    }

    private static boolean refusedForConflict(PrState state, PRStatus status) {
        return refusal(state, status)
                .filter(refusal -> refusal.reason() == MergeFailureReason.CONFLICT)
                .isPresent();
    }

    /** The refusal that still holds, because nothing has changed since. */
    static Optional<Refusal> refusal(PrState state, PRStatus status) {
        return state.merging()
                .refusal()
                .filter(
                        refusal ->
                                refusal.head().equals(status.headSha())
                                        && refusal.facts().equals(digest(status)));
    }

    /** What a merge is decided on, as far as the host may judge it otherwise. */
    static Sha digest(PRStatus status) {
        return new Sha(
                Sha256.hex(
                        String.join(
                                "\n",
                                status.headSha().text(),
                                status.baseBranch().text(),
                                status.mergeState().name(),
                                String.valueOf(status.draft()),
                                status.checksState().name(),
                                status.canBypass().name(),
                                String.join(
                                        ",",
                                        status.blockReasons().stream()
                                                .map(Enum::name)
                                                .sorted()
                                                .toList()))));
    }

    /** Names one run of one check. */
    static Sha key(Check check) {
        return check.name()
                .combine(check.source(), (name, source) -> name + "\n" + source)
                .checked(
                        named ->
                                new Sha(
                                        Sha256.hex(
                                                check.sha()
                                                        + "\n"
                                                        + check.occurrence()
                                                        + "\n"
                                                        + named)));
    }

    /** For a host that says red and does not say which. */
    static Sha unnamed(Sha head) {
        return new Sha(Sha256.hex("red\n" + head));
    }
}
