package dev.stile.cli.pushes;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.git.push.FieldStep;
import dev.stile.git.push.PlanPreview;
import dev.stile.git.push.PlannedWrite;

/** A plan as programs get it. Values are whole; people get them cut. */
final class PlanDocument {
    private PlanDocument() {}

    static Json of(PlanPreview preview) {
        return Json.object()
                .put("base", preview.plan().base().toString())
                .put("tip", preview.plan().tip().toString())
                .put(
                        "writes",
                        Json.array(preview.steps().stream().map(PlanDocument::write).toList()))
                .put("requests", preview.requests())
                .build();
    }

    private static Json write(PlanPreview.Step step) {
        Json.ObjectBuilder write =
                Json.object().put("action", step.action()).put("path", safe(step.write().path()));
        switch (step.write()) {
            case PlannedWrite.Create create -> {}
            case PlannedWrite.Update update ->
                    write.put("id", safe(update.record().text()))
                            .put("if_version", version(update.precondition()));
            case PlannedWrite.Remove remove ->
                    write.put("id", safe(remove.record().text()))
                            .put("if_version", version(remove.precondition()));
        }
        return write.put(
                        "fields",
                        Json.array(step.fields().stream().map(PlanDocument::field).toList()))
                .build();
    }

    /** The version that must still hold; {@code any} where the user said to overwrite. */
    private static String version(Precondition precondition) {
        return switch (precondition) {
            case Precondition.IfVersion condition -> safe(condition.version().text());
            case Precondition.Unconditional always -> "any";
        };
    }

    private static Json field(Tainted<FieldStep> step) {
        return Json.object()
                .put("tainted", true)
                .put("field", text(step.map(each -> each.field().toString())))
                .put("old", text(step.map(FieldStep::before)))
                .put("new", text(step.map(FieldStep::after)))
                .build();
    }

    private static String text(Tainted<String> text) {
        return text.sanitise(Sanitizers.jsonField()).value();
    }

    /** Names of files and records may hold what does not show. */
    private static String safe(String name) {
        return text(Tainted.of(name, Label.ofUser()));
    }
}
