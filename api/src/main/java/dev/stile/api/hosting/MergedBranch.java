package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.hosting.BranchDeletion.Why;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Optional;

/**
 * Deletes the branch of one merged pull request, if nothing stands against it on any host. One use.
 */
final class MergedBranch {
    private final GitHost host;
    private final BranchDeletes deletes;
    private final PrList list;
    private final CallContext call;

    MergedBranch(GitHost host, BranchDeletes deletes, PrList list, CallContext call) {
        this.host = host;
        this.deletes = deletes;
        this.list = list;
        this.call = call;
    }

    BranchDeletion delete(PrRef pr, Sha expectedHead) {
        PRStatus status = host.doGetPRStatus(pr, call);
        Optional<Why> itself = itself(status, expectedHead);
        if (itself.isPresent()) {
            return new BranchDeletion.Kept(itself.get());
        }
        Optional<Sha> tip = deletes.branchTip(status.pr().repo(), status.headBranch(), call);
        if (tip.isEmpty()) {
            return new BranchDeletion.Gone();
        }
        Optional<Why> against =
                (tip.get().equals(expectedHead) ? Optional.<Why>empty() : Optional.of(Why.MOVED))
                        .or(() -> rules(status))
                        .or(() -> isInUse(status) ? Optional.of(Why.IN_USE) : Optional.empty());
        return against.<BranchDeletion>map(BranchDeletion.Kept::new)
                .orElseGet(
                        () ->
                                deletes.deleteBranch(
                                        status.pr().repo(),
                                        status.headBranch(),
                                        expectedHead,
                                        call));
    }

    private static Optional<Why> itself(PRStatus status, Sha expectedHead) {
        if (status.state() != PRStatus.State.MERGED || !status.headSha().equals(expectedHead)) {
            return Optional.of(Why.NOT_MERGED);
        }
        if (status.headRepo().filter(status.pr().repo()::isSameAs).isEmpty()) {
            return Optional.of(Why.ANOTHER_REPOSITORY);
        }
        return status.headBranch().equals(status.baseBranch())
                ? Optional.of(Why.BASE_BRANCH)
                : Optional.empty();
    }

    private Optional<Why> rules(PRStatus status) {
        RepoRef repo = status.pr().repo();
        if (host.doGetDefaultBranch(repo, call).equals(status.headBranch())) {
            return Optional.of(Why.DEFAULT_BRANCH);
        }
        BranchProtection rules = host.doGetBranchProtection(repo, status.headBranch(), call);
        return switch (rules.protection()) {
            case PROTECTED -> Optional.of(Why.PROTECTED);
            case NOT_VISIBLE -> Optional.of(Why.RULES_NOT_VISIBLE);
            case UNPROTECTED ->
                    rules.complete() ? Optional.empty() : Optional.of(Why.RULES_NOT_VISIBLE);
        };
    }

    /** A host closes what it brings or is merged into, when a branch goes. */
    private boolean isInUse(PRStatus status) {
        RepoRef repo = status.pr().repo();
        OpenPrs open =
                list.openPrs(
                        repo,
                        new OpenPrs.Filter(Optional.empty(), List.of(), Optional.empty()),
                        call);
        return !open.complete()
                || open.items().stream()
                        .anyMatch(
                                each ->
                                        each.baseBranch().equals(status.headBranch())
                                                || (each.headBranch().equals(status.headBranch())
                                                        && each.headRepo()
                                                                .filter(repo::isSameAs)
                                                                .isPresent()));
    }
}
