package dev.stile.testkit.hosting;

import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real repositories of a case's host. */
public interface HostGit {
    /** A copy of the repository under another account, with the same branches. */
    RepoRef fork(RepoRef repo, Account owner);

    /**
     * Pushes one commit that writes a file. A branch that is not there begins at the tip of the
     * default branch.
     *
     * @return the new tip
     */
    Sha push(RepoRef repo, BranchName branch, String file, String text);

    /**
     * Replaces the tip by another commit on the same parent that writes a file.
     *
     * @return the new tip
     */
    Sha forcePush(RepoRef repo, BranchName branch, String file, String text);

    /** Points a branch at a commit that the repository has, whatever it held. */
    void reset(RepoRef repo, BranchName branch, Sha commit);

    void deleteBranch(RepoRef repo, BranchName branch);

    /** Where a branch points. */
    Optional<Sha> tip(RepoRef repo, BranchName branch);

    /** Every file of a commit and its text. */
    Map<String, String> files(RepoRef repo, Sha commit);

    List<Sha> parents(RepoRef repo, Sha commit);
}
