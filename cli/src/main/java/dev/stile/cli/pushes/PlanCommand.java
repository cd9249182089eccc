package dev.stile.cli.pushes;

import dev.stile.api.json.Json;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Sanitizers;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.Place;
import dev.stile.cli.where.Where;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.process.ObjectId;
import dev.stile.git.push.PlannedWrite;
import dev.stile.git.push.PushPlan;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.surface.PlanText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Says what a push would do. */
@Command(
        name = "plan",
        description = "Say what a push would do, and everything that stands against it.",
        footer = {
            "",
            "Examples:",
            "  stile plan",
            "  stile plan . HEAD~1",
            "  stile plan -o allow-deletes=12",
        })
public final class PlanCommand implements Action {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "A clone.")
    private String folder = ".";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REV", description = "What is pushed.")
    private String revision = "HEAD";

    @Option(
            names = {"-o", "--push-option"},
            paramLabel = "OPTION",
            description = "As git push -o takes it.")
    private List<String> pushOptions = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        Place place = new Where(desk.around()).clone(desk.around().folder().resolve(folder));
        Place.LocalClone clone = place.local().orElseThrow();
        PushingRepository repository =
                PushingRepository.inFolder(
                        clone.folder(), desk.around().environment(), clone.remote());
        ObjectId tip = repository.commit(resolved(repository)).orElseThrow(this::noCommit);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            ObjectId known =
                    repository
                            .newestPublished(project.repository(), tip)
                            .orElseThrow(() -> Failure.of(Code.NO_COMMON_BASE).build());
            PushPlan plan =
                    project.session()
                            .plan(
                                    new PushRequest(
                                            repository,
                                            tip,
                                            List.of(known),
                                            repository.tracking(),
                                            false,
                                            true,
                                            PushOptions.parse(pushOptions),
                                            new StopSignal()));
            plan.refusal()
                    .ifPresent(
                            refused -> {
                                if (!desk.json()) {
                                    PlanText.of(plan).lines().forEach(desk.terminal()::result);
                                }
                                throw refused;
                            });
            return desk.done(
                    document(plan),
                    terminal -> {
                        PlanText.of(plan).lines().forEach(terminal::result);
                        terminal.note(
                                plan.writes().isEmpty()
                                        ? "a push would write nothing"
                                        : "next: git push (" + plan.writes().size() + " writes)");
                    });
        }
    }

    private String resolved(PushingRepository repository) {
        return repository.commit(revision).map(ObjectId::toString).orElse(revision);
    }

    private Failure noCommit() {
        return Failure.of(Code.USAGE)
                .headline("not a commit: " + revision)
                .argument("verb", "plan")
                .build();
    }

    private static Json document(PushPlan plan) {
        List<Json> writes = new ArrayList<>();
        for (PlannedWrite write : plan.writes()) {
            writes.add(
                    switch (write) {
                        case PlannedWrite.Create create ->
                                Json.object()
                                        .put("action", "create")
                                        .put("path", create.path())
                                        .build();
                        case PlannedWrite.Update update ->
                                Json.object()
                                        .put("action", "update")
                                        .put("path", update.path())
                                        .put("id", update.record().text())
                                        .put("fields", fields(update))
                                        .build();
                        case PlannedWrite.Remove remove ->
                                Json.object()
                                        .put("action", "delete")
                                        .put("path", remove.path())
                                        .put("id", remove.record().text())
                                        .build();
                    });
        }
        return Json.object()
                .put("base", plan.base().toString())
                .put("tip", plan.tip().toString())
                .put("writes", Json.array(writes))
                .build();
    }

    private static List<String> fields(PlannedWrite.Update update) {
        return update
                .edit()
                .mapEach(edit -> edit.changedFields().stream().map(FieldRef::toString).toList())
                .stream()
                .map(name -> name.sanitise(Sanitizers.jsonField()).value())
                .toList();
    }
}
