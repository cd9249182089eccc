package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.Place;
import dev.stile.cli.where.Where;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.ExitCode;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Says how a clone stands to its project. */
@Command(
        name = "status",
        description = "Say how a clone stands to its project, and what is unfinished.",
        footer = {"", "Examples:", "  stile status", "  stile status --fetch"})
public final class StatusCommand implements Action {
    private static final int PLANS_LOOKED_AT = 100;
    private static final String UNKNOWN = "unknown";

    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--fetch", description = "Ask the tracker first.")
    private boolean fetch;

    /** How far a clone is from what was fetched. */
    private record Distance(String tip, long ahead, long behind) {}

    @Override
    public ExitCode run(Desk desk) {
        Place place = new Where(desk.around()).find(where);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            if (fetch) {
                project.syncForFetch();
            }
            Optional<ObjectId> base = project.repository().tip();
            Optional<Distance> clone = place.local().flatMap(at -> distance(desk, at));
            List<Plan> plans = project.journal().newest(PLANS_LOOKED_AT);
            long unfinished = plans.stream().filter(plan -> plan.closed().isEmpty()).count();
            long unknown = unknown(project, plans);
            Optional<String> listed = project.mirror().state().meta(MetaName.LISTED_AT);
            long records = project.mirror().state().shownCount();
            Json.ObjectBuilder data =
                    Json.object()
                            .put("address", place.address().toString())
                            .put("mirror_tip", base.map(ObjectId::toString).orElse(UNKNOWN))
                            .put("records", records)
                            .put("listed_at", listed.orElse(UNKNOWN))
                            .put("unfinished_pushes", unfinished)
                            .put("unknown_writes", unknown);
            clone.ifPresent(
                    found ->
                            data.put("tip", found.tip())
                                    .put("ahead", found.ahead())
                                    .put("behind", found.behind()));
            return desk.done(
                    data.build(),
                    terminal -> {
                        terminal.result(place.address() + ", " + records + " records");
                        clone.ifPresent(
                                found ->
                                        terminal.result(
                                                found.ahead()
                                                        + " commits to push, "
                                                        + found.behind()
                                                        + " to pull"));
                        listed.ifPresent(at -> terminal.result("everything was listed at " + at));
                        if (unfinished + unknown > 0) {
                            terminal.result(
                                    unfinished
                                            + " pushes unfinished, "
                                            + unknown
                                            + " writes with unknown outcome");
                        }
                        terminal.note(next(clone, unknown));
                    });
        }
    }

    private static String next(Optional<Distance> clone, long unknown) {
        if (unknown > 0) {
            return "next: stile push log";
        }
        return clone.filter(found -> found.ahead() > 0).isPresent()
                ? "next: stile plan"
                : "next: git pull";
    }

    private static long unknown(OpenProject project, List<Plan> plans) {
        return plans.stream()
                .flatMap(plan -> project.journal().rows(plan.id()).stream())
                .filter(entry -> entry.state() == EffectState.UNKNOWN)
                .count();
    }

    private static Optional<Distance> distance(Desk desk, Place.LocalClone clone) {
        PushingRepository repository =
                PushingRepository.inFolder(
                        clone.folder(), desk.around().environment(), clone.remote());
        Git git =
                Git.inFolder(
                        clone.folder(),
                        GitEnvironment.forUserRepository(desk.around().environment()));
        Git.Finished head = git.run(new byte[0], "rev-parse", "--verify", "-q", "HEAD");
        if (head.exitCode() != 0 || repository.tracking().isEmpty()) {
            return Optional.empty();
        }
        String[] counts =
                git.text(
                                "rev-list",
                                "--left-right",
                                "--count",
                                head.text() + "..." + repository.tracking().get())
                        .split("\\s+");
        return Optional.of(
                new Distance(head.text(), Long.parseLong(counts[0]), Long.parseLong(counts[1])));
    }
}
