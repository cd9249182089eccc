package dev.stile.git.surface;

import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;
import dev.stile.git.diff.Edit;
import dev.stile.git.push.EntryResult;
import dev.stile.git.push.PlannedWrite;
import dev.stile.git.push.PushPlan;
import dev.stile.git.push.PushReport;

import java.util.stream.Collectors;

/**
 * A plan and what became of it, one line a write, for people. Paths are set in quotes and escaped.
 */
public final class PlanText {
    private static final int LONGEST = 300;

    private PlanText() {}

    /** What would be written. */
    public static String of(PushPlan plan) {
        StringBuilder text = new StringBuilder();
        plan.writes().forEach(write -> text.append(line(write)).append('\n'));
        if (plan.writes().isEmpty()) {
            text.append("nothing to send\n");
        }
        return text.toString();
    }

    /** What was written. */
    public static String ofResults(PushReport report) {
        StringBuilder text = new StringBuilder();
        for (EntryResult result : report.results()) {
            if (result instanceof EntryResult.Written written) {
                text.append(written.created() ? "created " : "updated ")
                        .append(written.shown().path())
                        .append(
                                written.path().equals(written.shown().path())
                                        ? ""
                                        : " from " + quoted(written.path()))
                        .append('\n');
            } else if (result instanceof EntryResult.Removed removed) {
                text.append("deleted ").append(quoted(removed.path())).append('\n');
            }
        }
        if (report.results().isEmpty()) {
            text.append("nothing to send\n");
        }
        return text.toString();
    }

    private static String line(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> "create " + quoted(create.path());
            case PlannedWrite.Update update ->
                    "update " + quoted(update.path()) + " " + fields(update);
            case PlannedWrite.Remove remove -> "delete " + quoted(remove.path());
        };
    }

    private static String fields(PlannedWrite.Update update) {
        return update.edit().checked(edit -> new Token(cut(names(edit)))).text();
    }

    private static String names(Edit edit) {
        return edit.changedFields().stream()
                .map(FieldRef::toString)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String cut(String names) {
        return names.length() <= LONGEST ? names : names.substring(0, LONGEST) + "...";
    }

    private static String quoted(String path) {
        return Tainted.of(path, Label.ofUser()).sanitise(Sanitizers.terminal()).value();
    }
}
