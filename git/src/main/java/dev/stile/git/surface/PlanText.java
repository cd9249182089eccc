package dev.stile.git.surface;

import dev.stile.api.label.Label;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;
import dev.stile.git.push.EntryResult;
import dev.stile.git.push.FieldStep;
import dev.stile.git.push.PlanPreview;
import dev.stile.git.push.PlannedWrite;
import dev.stile.git.push.PushReport;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan and what became of it, for people: one line a write, and in a plan one more, indented, for
 * each field. Paths and values are set in quotes, cut and escaped.
 */
public final class PlanText {
    private PlanText() {}

    /** What would be written. */
    public static String of(PlanPreview preview) {
        StringBuilder text = new StringBuilder();
        preview.steps().forEach(step -> add(text, step));
        if (preview.steps().isEmpty()) {
            return text.append("nothing to send\n").toString();
        }
        int writes = preview.steps().size();
        text.append(writes).append(writes == 1 ? " write, " : " writes, ");
        if (preview.plan().isClear()) {
            text.append(preview.requests()).append(" requests expected\n");
        } else {
            text.append("and nothing is sent: see what stands against it\n");
        }
        return text.toString();
    }

    /** What was written. */
    public static String ofResults(PushReport report) {
        StringBuilder text = new StringBuilder();
        // What a removed file left written is a record that was closed.
        Set<String> closing =
                report.plan().writes().stream()
                        .filter(PlannedWrite.Remove.class::isInstance)
                        .map(PlannedWrite::path)
                        .collect(Collectors.toSet());
        for (EntryResult result : report.results()) {
            if (result instanceof EntryResult.Written written) {
                String update = closing.contains(written.path()) ? "closed " : "updated ";
                text.append(written.created() ? "created " : update)
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

    private static void add(StringBuilder text, PlanPreview.Step step) {
        text.append(step.action())
                .append(' ')
                .append(quoted(step.write().path()))
                .append(condition(step.write()))
                .append('\n');
        for (Tainted<FieldStep> field : step.fields()) {
            Tainted<FieldStep> narrowed = field.map(FieldStep::narrowed);
            text.append("  ")
                    .append(field.checked(each -> new Token(each.field().toString())).text())
                    .append(": ");
            if (!(step.write() instanceof PlannedWrite.Create)) {
                text.append(shown(narrowed.map(FieldStep::before))).append(" -> ");
            }
            text.append(shown(narrowed.map(FieldStep::after))).append('\n');
        }
    }

    private static String condition(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create -> "";
            case PlannedWrite.Update update -> condition(update.precondition());
            case PlannedWrite.Remove remove -> condition(remove.precondition());
        };
    }

    private static String condition(Precondition precondition) {
        return switch (precondition) {
            case Precondition.IfVersion(Version version) ->
                    " if it is still at version " + quoted(version.text());
            case Precondition.Unconditional always -> " whatever is there now";
        };
    }

    private static String shown(Tainted<String> text) {
        return text.sanitise(Sanitizers.terminal()).value();
    }

    private static String quoted(String path) {
        return Tainted.of(path, Label.ofUser()).sanitise(Sanitizers.terminal()).value();
    }
}
