package dev.stile.git.push;

import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.core.error.Remedy;
import dev.stile.git.path.Layout;
import dev.stile.git.path.TreePath;
import dev.stile.git.process.ObjectId;

import java.util.List;
import java.util.Optional;

/** The errors that a push ends with. */
final class PushRefusals {
    private PushRefusals() {}

    /** Everything that stands against a plan; git's own "fetch first" where only conflicts do. */
    static Failure of(PushPlan plan) {
        if (plan.problems().isEmpty()) {
            return Failure.of(Code.VERSION_MISMATCH)
                    .headline(
                            plan.conflicts().size()
                                    + " of the records that this push changes were changed upstream")
                    .problems(plan.conflicts())
                    .build();
        }
        boolean onlyBlocked =
                plan.conflicts().isEmpty()
                        && plan.problems().stream()
                                .allMatch(problem -> problem.code() == Code.JOURNAL_UNFINISHED);
        if (onlyBlocked) {
            return blocked(plan.problems());
        }
        int count = plan.problems().size() + plan.conflicts().size();
        Failure.Builder refused =
                Failure.of(Code.PLAN_REFUSED)
                        .headline("refused: " + count + " problems")
                        .problems(plan.problems())
                        .problems(plan.conflicts())
                        .argument("count", Long.toString(deletes(plan)));
        List<String> stubs =
                plan.problems().stream()
                        .filter(problem -> problem.code() == Code.STUB_BODY_EDITED)
                        .flatMap(problem -> problem.ids().stream())
                        .map(Layout.of(plan.schema())::recordPath)
                        .distinct()
                        .toList();
        if (!stubs.isEmpty()) {
            refused.argument("stubs", stubs);
        }
        if (carryingHelps(plan)) {
            refused.argument("carry", "carry");
        }
        return refused.build();
    }

    /** Not for what is generated, and not where a file outside the layout is a record's. */
    private static boolean carryingHelps(PushPlan plan) {
        Layout layout = Layout.of(plan.schema());
        List<Problem> outside =
                plan.problems().stream()
                        .filter(
                                problem ->
                                        problem.path()
                                                .filter(
                                                        path ->
                                                                layout.classify(path)
                                                                        instanceof TreePath.Outside)
                                                .isPresent())
                        .toList();
        return !outside.isEmpty()
                && outside.stream().allMatch(problem -> problem.code() == Code.OUTSIDE_LAYOUT);
    }

    private static long deletes(PushPlan plan) {
        return plan.writes().stream().filter(PlannedWrite.Remove.class::isInstance).count();
    }

    static Failure noCommonBase(Optional<ObjectId> tracking) {
        Failure.Builder failure = Failure.of(Code.NO_COMMON_BASE);
        tracking.ifPresent(base -> failure.argument("base", base.toString()));
        return failure.build();
    }

    static Failure severalBases() {
        return Failure.of(Code.VERSION_MISMATCH)
                .headline("the pushed commit and main have several merge bases: pull first")
                .build();
    }

    /** Some writes are unknown from before: they block pushes of the same path or record. */
    private static Failure blocked(List<Problem> problems) {
        return Failure.of(Code.JOURNAL_UNFINISHED)
                .headline("an earlier push left writes whose outcome is not known")
                .problems(problems)
                .build();
    }

    /**
     * Not all of a plan was written, or what was written is not published.
     *
     * @param doubtful a write whose outcome nobody knows, if there is one
     * @param otherwise why, if there is none; PUSH_UNPUBLISHED where main may not show what was
     *     written
     */
    static Failure.Builder partial(
            PushPlan plan,
            List<EntryResult> results,
            List<Failure> notes,
            Optional<PushJournal.Kept> doubtful,
            Code otherwise) {
        long written =
                results.stream()
                        .filter(
                                result ->
                                        result instanceof EntryResult.Written
                                                || result instanceof EntryResult.Removed)
                        .count();
        Failure.Builder failure =
                Failure.of(
                                doubtful.map(kept -> Settling.codeOfUnknown(kept.entry()))
                                        .orElse(otherwise))
                        .headline(
                                (otherwise == Code.PUSH_UNPUBLISHED ? "" : "partial: ")
                                        + written
                                        + " of "
                                        + plan.writes().size()
                                        + " written"
                                        + (otherwise == Code.PUSH_UNPUBLISHED
                                                ? ", not published yet"
                                                : ""));
        for (EntryResult result : results) {
            switch (result) {
                case EntryResult.Written done -> failure.detail("written: " + done.path());
                case EntryResult.Removed removed -> failure.detail("removed: " + removed.path());
                case EntryResult.NotTried notTried ->
                        failure.detail("not tried: " + notTried.path());
                case EntryResult.Failed failed -> failure.problem(failed.problem());
                case EntryResult.Unknown unknown -> failure.problem(unknown.problem());
            }
        }
        if (doubtful.isEmpty() && otherwise == Code.PARTIAL_PUSH && RefusedValue.isAll(results)) {
            failure.remedy(
                    Remedy.of(
                            "Change what is refused, commit, and push again: only the rest is sent.",
                            "stile plan {planned}",
                            "git push {again} {to}"));
        }
        doubtful.ifPresent(
                kept ->
                        failure.argument("plan", kept.effect().plan())
                                .argument("entry", Long.toString(kept.effect().id())));
        for (Failure note : notes) {
            failure.problems(note.problems());
            note.details().forEach(failure::detail);
        }
        return failure;
    }

    /**
     * Writes left, and then something of ours failed: the journal, the audit, or main. The plan is
     * open, so that the next command on the mirror settles what the journal does not know.
     *
     * @param partial the list of what was written
     * @param id of the plan
     * @param why what failed
     */
    static Failure unfinished(Failure.Builder partial, String id, StileException why) {
        partial.detail("plan " + id + " is not finished; the next command here asks the tracker")
                .argument("plan", id)
                .cause(why);
        if (why instanceof AuditUnavailableException) {
            // Its own words would say that nothing was sent.
            return partial.detail("what became of it could not be stored in the audit").build();
        }
        why.details().forEach(partial::detail);
        return partial.problem(
                        new Problem(
                                ConnectorCodes.of(why),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                why.headline(),
                                Optional.empty()))
                .build();
    }

    /**
     * Every record was changed by somebody else between this push's sync and its writes: nothing
     * was written, and git's own advice is the right one.
     */
    static Failure overtaken(List<EntryResult> results) {
        Failure.Builder failure =
                Failure.of(Code.VERSION_MISMATCH)
                        .headline("all records of this push were changed upstream meanwhile");
        for (EntryResult result : results) {
            if (result instanceof EntryResult.Failed failed) {
                failure.problem(failed.problem());
            }
        }
        return failure.build();
    }

    static boolean isOvertaken(List<EntryResult> results) {
        return results.stream()
                .allMatch(
                        result ->
                                result instanceof EntryResult.Failed failed
                                        && failed.problem().code() == Code.VERSION_MISMATCH);
    }
}
