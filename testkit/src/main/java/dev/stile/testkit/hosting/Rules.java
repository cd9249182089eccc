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
        Draft draft = new Draft();
        draft.approvals = count;
        return draft.rules();
    }

    public Rules checks(String... names) {
        Draft draft = new Draft();
        draft.checks = List.of(names);
        return draft.rules();
    }

    public Rules withStrict() {
        Draft draft = new Draft();
        draft.strict = true;
        return draft.rules();
    }

    public Rules withDismissStale() {
        Draft draft = new Draft();
        draft.dismissStale = true;
        return draft.rules();
    }

    public Rules withThreads() {
        Draft draft = new Draft();
        draft.threads = true;
        return draft.rules();
    }

    public Rules withLinearHistory() {
        Draft draft = new Draft();
        draft.linearHistory = true;
        return draft.rules();
    }

    public Rules notForAdmins() {
        Draft draft = new Draft();
        draft.admins = false;
        return draft.rules();
    }

    public Rules withQueue() {
        Draft draft = new Draft();
        draft.queue = true;
        return draft.rules();
    }

    /** The same, of which some is changed. */
    private final class Draft {
        private int approvals = Rules.this.approvals;
        private List<String> checks = Rules.this.checks;
        private boolean strict = Rules.this.strict;
        private boolean dismissStale = Rules.this.dismissStale;
        private boolean threads = Rules.this.threads;
        private boolean linearHistory = Rules.this.linearHistory;
        private boolean admins = Rules.this.admins;
        private boolean queue = Rules.this.queue;

        Rules rules() {
            return new Rules(
                    approvals,
                    checks,
                    strict,
                    dismissStale,
                    codeOwners,
                    threads,
                    linearHistory,
                    admins,
                    queue);
        }
    }
}
