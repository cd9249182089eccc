package dev.stile.simulator.seed;

import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.ProjectSettings;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.util.List;

/** Finds a seed by its name. */
public final class Seeds {
    private static final List<String> NAMES = List.of("demo", "generated", "hostile");

    private Seeds() {}

    /**
     * Makes a project and fills it.
     *
     * @param tracker where
     * @param options {@code name}; {@code project}, the slug, the name of the seed unless given;
     *     for {@code generated} also {@code records}, at most 100,000, and {@code seed}; any
     *     setting of a project under {@code settings}
     */
    public static Project sow(Tracker tracker, Json.Obj options) {
        String name =
                options.text("name")
                        .filter(NAMES::contains)
                        .orElseThrow(
                                () ->
                                        Problem.notAllowed("name", "there is no such seed", NAMES)
                                                .refused());
        String slug = options.text("project").orElse(name);
        ProjectSettings settings =
                ProjectSettings.plain(slug, slug.equals("demo") ? "Corner shop" : slug)
                        .changed(options.object("settings"));
        long records = options.number("records").orElse(1000L);
        if (records < 0 || records > 100_000) {
            throw Problem.invalid("records", "range", "a seed has at most 100000 records")
                    .refused();
        }
        Project project = tracker.addProject(settings);
        switch (name) {
            case "demo" -> new DemoSeed(tracker, project).sow();
            case "hostile" -> new HostileSeed(tracker, project).sow();
            default ->
                    new GeneratedSeed(
                                    tracker,
                                    project,
                                    (int) records,
                                    options.number("seed").orElse(1L))
                            .sow();
        }
        return project;
    }
}
