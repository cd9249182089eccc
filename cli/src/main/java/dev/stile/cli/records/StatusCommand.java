package dev.stile.cli.records;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.Place;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.ExitCode;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.sync.Stubs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says how a clone stands to its project. */
@Command(
        name = "status",
        description = "Say how a clone stands to its project, and what is unfinished.",
        footer = {"", "Examples:", "  stile status", "  stile status --fetch"})
public final class StatusCommand implements Action {
    private static final int PLANS_LOOKED_AT = 100;

    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--fetch", description = "Ask the tracker first.")
    private boolean fetch;

    @Override
    public ExitCode run(Desk desk) {
        Place place = desk.find(where);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            if (fetch) {
                project.syncForFetch();
            } else if (project.repository().tip().isEmpty()) {
                throw Freshness.neverFetched("with --fetch, the tracker is asked first");
            }
            Standing standing = standing(desk, place, project);
            return desk.done(
                    standing.document(),
                    terminal -> standing.say(terminal, place, desk.around(), where));
        }
    }

    private static Standing standing(Desk desk, Place place, OpenProject project) {
        List<Plan> plans = project.journal().newest(PLANS_LOOKED_AT);
        Instant now = desk.around().clock().instant();
        return new Standing(
                place.address(),
                project.repository().tip(),
                place.local().flatMap(at -> distance(desk, at)),
                project.mirror().state().shownCount(),
                Stubs.count(project.mirror()),
                plans.stream().filter(plan -> plan.closed().isEmpty()).count(),
                unknown(project, plans),
                project.mirror().lockState().lastSyncBegan().map(at -> Duration.between(at, now)),
                project.mirror().state().meta(MetaName.LISTED_AT),
                desk.house().quotas(project.connection()));
    }

    private static long unknown(OpenProject project, List<Plan> plans) {
        return plans.stream()
                .flatMap(plan -> project.journal().rows(plan.id()).stream())
                .filter(entry -> entry.state() == EffectState.UNKNOWN)
                .count();
    }

    private static Optional<Standing.Distance> distance(Desk desk, Place.LocalClone clone) {
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
        String tracking = repository.tracking().get().toString();
        String[] counts =
                git.text("rev-list", "--left-right", "--count", head.text() + "..." + tracking)
                        .split("\\s+");
        return Optional.of(
                new Standing.Distance(
                        git.find("merge-base", head.text(), tracking),
                        head.text(),
                        Long.parseLong(counts[0]),
                        Long.parseLong(counts[1])));
    }
}
