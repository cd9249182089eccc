package dev.stile.hosting.service;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.core.effect.Effect;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/**
 * A merge whose answer was lost, and that landed in another branch than it was sent for.
 *
 * @param pr as the host calls it now
 * @param meant the branch that it was to go into
 * @param landed where it went
 * @param byAnother whether somebody else merged it
 */
public record LandedElsewhere(PrRef pr, BranchName meant, BranchName landed, boolean byAnother) {
    /** Told of each within the commit that settles it. */
    @FunctionalInterface
    public interface Alarms {
        /**
         * It was ours: nothing more is to be merged there before somebody has looked.
         *
         * @param meant the branch that it was to go into
         */
        void raise(Transaction transaction, PrRef pr, BranchName meant);
    }

    /**
     * What a read says of a merge; empty if it did not land, or where it was to, or if its row does
     * not name a branch.
     */
    public static Optional<LandedElsewhere> of(Effect merge, PRStatus status) {
        WriteRequest request = WriteRequest.of(merge);
        String meant = request.text("base");
        boolean elsewhere =
                status.state() == PRStatus.State.MERGED
                        && request.text(WriteEnds.EXPECTED_HEAD).equals(status.headSha().text())
                        && !meant.isEmpty()
                        && !meant.equals(status.baseBranch().text());
        return elsewhere
                ? Optional.of(
                        new LandedElsewhere(
                                status.pr(),
                                new BranchName(meant),
                                status.baseBranch(),
                                status.isMergedByAnother()))
                : Optional.empty();
    }
}
