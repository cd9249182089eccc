package dev.stile.hosting.policy;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.PRStatus;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** What a blocked pull request needs. Pure. */
sealed interface Blocked {
    /** It may come by itself, or by others. */
    record Later(WaitReason why, Instant until) implements Blocked {}

    /** Only the newest base is missing. */
    record Behind() implements Blocked {}

    /** It is approved, and no waiting helps. */
    record Hard(Set<BlockReason> rules) implements Blocked {}

    /**
     * @param graceEnds when a missing check is no longer only late
     */
    static Blocked of(
            Set<BlockReason> reasons,
            PRStatus status,
            boolean approved,
            Instant graceEnds,
            Instant now) {
        Instant rest = now.plus(Gate.REST);
        if (status.draft() || reasons.contains(BlockReason.DRAFT)) {
            return new Later(WaitReason.DRAFT, rest);
        }
        if (!approved) {
            return new Later(WaitReason.REVIEWS, rest);
        }
        Set<BlockReason> left = EnumSet.noneOf(BlockReason.class);
        left.addAll(reasons);
        boolean behind = left.remove(BlockReason.BEHIND_BASE);
        boolean reviews =
                left.remove(BlockReason.REVIEWS_MISSING)
                        | left.remove(BlockReason.CODE_OWNER_MISSING);
        boolean pending = left.remove(BlockReason.CHECK_PENDING);
        boolean late = now.isBefore(graceEnds) && left.remove(BlockReason.CHECK_MISSING);
        if (!left.isEmpty()) {
            return new Hard(left);
        }
        if (reviews) {
            return new Later(WaitReason.REVIEWS, rest);
        }
        if (late) {
            return new Later(WaitReason.CHECKS_MISSING, graceEnds);
        }
        if (pending || (behind && status.checksState() == ChecksState.PENDING)) {
            return new Later(WaitReason.CHECKS, rest);
        }
        return behind ? new Behind() : new Hard(Set.of(BlockReason.NOT_STATED));
    }
}
