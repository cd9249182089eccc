package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The rules of a branch, all sources joined; the stricter value wins.
 *
 * @param restrictions who may push, where that is restricted
 * @param allowedMethods strategies that the repository and the rules leave
 * @param sources words of ours for where the rules came from, such as {@code rulesets}
 * @param complete false if a source could not be read
 */
public record BranchProtection(
        Protection protection,
        OptionalInt requiredReviews,
        List<RequiredCheck> requiredChecks,
        Optional<Restrictions> restrictions,
        Tri strict,
        Tri dismissStale,
        Tri codeOwners,
        Tri lastPushApproval,
        Tri threadResolution,
        Tri linearHistory,
        Tri signedCommits,
        Tri mergeQueue,
        Tri adminsEnforced,
        Tri locked,
        Set<MergeStrategy> allowedMethods,
        List<String> sources,
        boolean complete) {
    /** Whether there are rules at all. */
    public enum Protection {
        PROTECTED,
        UNPROTECTED,
        /** This account may not see it. */
        NOT_VISIBLE
    }

    /** Who may push. */
    public record Restrictions(
            List<Tainted<String>> users, List<Tainted<String>> teams, List<Tainted<String>> apps) {
        public Restrictions {
            users = List.copyOf(users);
            teams = List.copyOf(teams);
            apps = List.copyOf(apps);
        }
    }

    public BranchProtection {
        requiredChecks = List.copyOf(requiredChecks);
        allowedMethods = Set.copyOf(allowedMethods);
        sources = List.copyOf(sources);
    }
}
