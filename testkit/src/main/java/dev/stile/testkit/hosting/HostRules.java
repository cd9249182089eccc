package dev.stile.testkit.hosting;

import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;

import java.util.Set;

/** What an administrator of a case's host decides. */
public interface HostRules {
    /** Rules of one branch, of the host's first kind. */
    void protect(RepoRef repo, BranchName branch, Rules rules);

    /** Rules of one branch, of the host's second kind, which add to the first. */
    void ruleset(RepoRef repo, BranchName branch, Rules rules);

    /** Takes the rules of the first kind away. */
    void unprotect(RepoRef repo, BranchName branch);

    /** Whether the connection's account may read the rules of the first kind. */
    void rulesVisible(RepoRef repo, boolean visible);

    /** The strategies that the repository allows. */
    void allowed(RepoRef repo, Set<MergeStrategy> strategies);

    /** What the connection's account may do. */
    void selfMay(RepoRef repo, Right right);

    /** Makes the connection's credential one that the host refuses, or good again. */
    void credentialGood(boolean good);

    /** Calls the repository by another name; the old one leads to it. */
    RepoRef rename(RepoRef repo, String name);

    void makeDefault(RepoRef repo, BranchName branch);

    void archived(RepoRef repo, boolean archived);

    /** What an account may do in a repository. */
    enum Right {
        READ,
        WRITE,
        ADMIN
    }
}
