package dev.stile.testkit.hosting;

import java.util.List;

/**
 * The rules of a branch as a case wants them.
 *
 * @param approvals how many are asked for; none for zero
 * @param checks names of required checks
 * @param strict whether the head must hold the newest base
 * @param dismissStale whether a push takes approvals away
 * @param codeOwners whether owners must approve
 * @param threads whether each thread must be resolved
 * @param linearHistory whether merge commits are refused
 * @param admins whether they hold for administrators too
 * @param queue whether merges go through the host's queue
 */
public record Rules(
        int approvals,
        List<String> checks,
        boolean strict,
        boolean dismissStale,
        boolean codeOwners,
        boolean threads,
        boolean linearHistory,
        boolean admins,
        boolean queue) {
    public Rules {
        checks = List.copyOf(checks);
    }

    /** Protected, and nothing more is asked. */
    public static Rules plain() {
        return new Rules(0, List.of(), false, false, false, false, false, true, false);
    }

    public Rules approvals(int count) {
        return new Rules(
                count,
                checks,
                strict,
                dismissStale,
                codeOwners,
                threads,
                linearHistory,
                admins,
                queue);
    }

    public Rules checks(String... names) {
        return new Rules(
                approvals,
                List.of(names),
                strict,
                dismissStale,
                codeOwners,
                threads,
                linearHistory,
                admins,
                queue);
    }

    public Rules withStrict() {
        return new Rules(
                approvals,
                checks,
                true,
                dismissStale,
                codeOwners,
                threads,
                linearHistory,
                admins,
                queue);
    }

    public Rules withDismissStale() {
        return new Rules(
                approvals, checks, strict, true, codeOwners, threads, linearHistory, admins, queue);
    }

    public Rules withThreads() {
        return new Rules(
                approvals,
                checks,
                strict,
                dismissStale,
                codeOwners,
                true,
                linearHistory,
                admins,
                queue);
    }

    public Rules withLinearHistory() {
        return new Rules(
                approvals, checks, strict, dismissStale, codeOwners, threads, true, admins, queue);
    }

    public Rules notForAdmins() {
        return new Rules(
                approvals,
                checks,
                strict,
                dismissStale,
                codeOwners,
                threads,
                linearHistory,
                false,
                queue);
    }

    public Rules withQueue() {
        return new Rules(
                approvals,
                checks,
                strict,
                dismissStale,
                codeOwners,
                threads,
                linearHistory,
                admins,
                true);
    }
}
