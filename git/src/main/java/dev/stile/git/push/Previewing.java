package dev.stile.git.push;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.Feature;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.diff.PendingReference;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.Spelling;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Says what the writes of a plan change, and what they cost. Reads files, asks nobody. */
final class Previewing {
    /** Every push asks once what changed. */
    private static final long LOOK_FOR_CHANGES = 1;

    private final RecordFiles files;
    private final RecordStore store;
    private final boolean closes;

    /**
     * @param store tells which operations there are; asked nothing else
     * @param closes whether a removed file closes its record
     */
    Previewing(RecordFiles files, RecordStore store, boolean closes) {
        this.files = files;
        this.store = store;
        this.closes = closes;
    }

    PlanPreview of(PushPlan plan) {
        List<PlanPreview.Step> steps = new ArrayList<>();
        long requests = LOOK_FOR_CHANGES;
        for (PlannedWrite write : plan.writes()) {
            steps.add(new PlanPreview.Step(write, fields(write), closes));
            requests += requests(write);
        }
        return new PlanPreview(plan, steps, requests);
    }

    /** Where the server checks no precondition, a read before and one after a write do. */
    private long requests(PlannedWrite write) {
        if (store.supports(Feature.CONDITIONAL_WRITE)) {
            return 1;
        }
        return switch (write) {
            case PlannedWrite.Create create -> 1;
            case PlannedWrite.Update update -> 3;
            case PlannedWrite.Remove remove -> closes ? 3 : 2;
        };
    }

    private List<Tainted<FieldStep>> fields(PlannedWrite write) {
        return switch (write) {
            case PlannedWrite.Create create ->
                    create.draft()
                            .combine(files.read(create.blob()), Previewing::begun)
                            .mapEach(steps -> steps);
            case PlannedWrite.Update update ->
                    update.edit()
                            .combine(files.read(update.base()), Previewing::before)
                            .combine(files.read(update.blob()), Previewing::after)
                            .mapEach(steps -> steps);
            case PlannedWrite.Remove remove -> List.of();
        };
    }

    private static List<FieldStep> before(Edit edit, ParsedFile base) {
        return edit.changedFields().stream()
                .map(field -> new FieldStep(field, text(base, field), ""))
                .toList();
    }

    private static List<FieldStep> after(List<FieldStep> steps, ParsedFile tip) {
        return steps.stream().map(step -> step.to(text(tip, step.field()))).toList();
    }

    private static List<FieldStep> begun(Draft draft, ParsedFile tip) {
        List<FieldStep> steps = new ArrayList<>();
        draft.draft()
                .map(RecordDraft::title)
                .ifPresent(title -> steps.add(set(FieldRef.TITLE, title)));
        SortedSet<FieldRef> fields = new TreeSet<>();
        draft.draft().ifPresent(whole -> fields.addAll(whole.values().keySet()));
        draft.references().stream().map(PendingReference::field).forEach(fields::add);
        fields.forEach(field -> steps.add(new FieldStep(field, "", text(tip, field))));
        draft.draft()
                .flatMap(RecordDraft::body)
                .ifPresent(body -> steps.add(set(FieldRef.BODY, body)));
        return steps;
    }

    private static FieldStep set(FieldRef field, String text) {
        return new FieldStep(field, "", text);
    }

    private static String text(ParsedFile file, FieldRef field) {
        return field.equals(FieldRef.BODY)
                ? file.body()
                : file.entry(field).map(Spelling::of).orElse("");
    }
}
