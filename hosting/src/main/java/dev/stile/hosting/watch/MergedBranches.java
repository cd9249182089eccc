package dev.stile.hosting.watch;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BranchDeletion;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.hosting.proof.Proof;

import java.util.Locale;

/**
 * Deletes the branch of a merge of ours once that is proven, where the settings say so. What stands
 * against it keeps the branch, and is in a row; nothing waits for it. For one thread.
 */
final class MergedBranches {
    private final Holding holding;
    private final GitHost host;

    MergedBranches(Holding holding, GitHost host) {
        this.holding = holding;
        this.host = host;
    }

    void after(PRStatus merged, Proof proof, Judge judge) {
        boolean wanted =
                judge.deletesBranch()
                        && holding.parts()
                                .merges()
                                .deletesBranch(holding.connection(), merged.pr(), merged.headSha());
        if (!wanted) {
            return;
        }
        if (!isProven(proof)) {
            say(merged, "kept", ("not proven: " + proof.verdict().word() + " " + proof.why()));
        } else if (holding.isHeld()) {
            delete(merged);
        }
    }

    private static boolean isProven(Proof proof) {
        return switch (proof.verdict()) {
            case TESTED, MERGED_AS_REVIEWED -> !proof.isAlarm();
            case MISMATCH, UNPROVEN -> false;
        };
    }

    private void delete(PRStatus merged) {
        try {
            switch (host.beside()
                    .deleteBranch(
                            merged.pr(),
                            merged.headSha(),
                            StillDue.write(holding),
                            holding.write())) {
                case BranchDeletion.Deleted deleted -> say(merged, "deleted", "");
                case BranchDeletion.Gone gone -> say(merged, "gone", "");
                case BranchDeletion.Kept(BranchDeletion.Why why) ->
                        say(merged, "kept", why.name().toLowerCase(Locale.ROOT));
            }
        } catch (StileException failed) {
            if (failed.leftNothing()) {
                say(merged, "kept", failed.code());
            } else {
                say(merged, "unknown", failed.headline());
            }
        }
    }

    private void say(PRStatus merged, String outcome, String why) {
        holding.commit(
                transaction ->
                        holding.parts()
                                .audit()
                                .append(
                                        transaction,
                                        AuditRow.point(
                                                holding.entry(AuditVerb.HOST_DELETE)
                                                        .container(merged.pr().repo().path())
                                                        .target(merged.pr().toString())
                                                        .outcome(outcome)
                                                        .reason(why.strip())
                                                        .ref(
                                                                "branch",
                                                                merged.headBranch().text()))));
    }
}
