package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.Optional;

/**
 * Optional: deletes a branch by the commit that it is at. Callers ask by {@link Beside}, which
 * looks before whether it may be deleted; for that the host is a {@link PrList}, too.
 */
public interface BranchDeletes {
    /**
     * Deletes a branch of that repository if it is at that commit: one step of the host, so that
     * nothing that is pushed meanwhile is lost.
     *
     * @throws ConnectorException.NotSupported if this server cannot compare and delete in one step;
     *     nothing was sent
     * @throws ConnectorException.OutcomeUnknown if it may have happened and cannot be seen
     */
    BranchDeletion deleteBranch(RepoRef repo, BranchName branch, Sha expectedTip, CallContext call);

    /** The commit that a branch is at; empty if there is no such branch. */
    Optional<Sha> branchTip(RepoRef repo, BranchName branch, CallContext call);
}
