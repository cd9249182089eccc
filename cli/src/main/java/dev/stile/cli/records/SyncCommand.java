package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.core.egress.CountedCrossings;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.sync.SyncMode;
import dev.stile.git.sync.SyncReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Brings a mirror up to date. */
@Command(
        name = "sync",
        description = "Ask the tracker what changed, and bring the mirror up to date.",
        footer = {"", "Examples:", "  stile sync", "  stile sync work/demo --full --dry-run"})
public final class SyncCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--full", description = "List everything, and put right whatever is wrong.")
    private boolean full;

    @Option(names = "--dry-run", description = "Ask, say what would change, and change nothing.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        Place place = desk.find(where);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            SyncMode mode = full ? SyncMode.FULL : SyncMode.FETCH;
            SyncReport report =
                    dryRun
                            ? project.session().rehearse(mode, mirrorsGit(desk))
                            : project.session().sync(mode);
            CountedCrossings.Traffic traffic = desk.house().traffic();
            Optional<ObjectId> tip = project.repository().tip();
            return desk.done(
                    document(report, traffic, tip),
                    terminal -> {
                        terminal.result(
                                report.changed()
                                        + " changed, "
                                        + report.added()
                                        + " added, "
                                        + report.removed()
                                        + " removed"
                                        + (report.full() ? " (everything was listed)" : ""));
                        terminal.result(
                                traffic.requests()
                                        + " requests, "
                                        + traffic.bytes()
                                        + " bytes, "
                                        + completeness(report).said);
                        terminal.note(
                                dryRun
                                        ? "nothing was changed; " + same()
                                        : NextStep.pull(place, desk.around(), where));
                    });
        }
    }

    /** The same command, and this time it counts. */
    private String same() {
        return NextStep.stile(List.of("sync"), where, full ? List.of("--full") : List.of());
    }

    private static GitEnvironment mirrorsGit(Desk desk) {
        return GitEnvironment.forMirror(desk.around().environment());
    }

    /** What a sync proves about records that it did not name. */
    private enum Completeness {
        COMPLETE("complete"),
        TRUNCATED("cut by the server"),
        UNKNOWN("nobody knows whether it is complete"),
        DELTA("only what changed was asked for");

        private final String said;

        Completeness(String said) {
            this.said = said;
        }
    }

    private static Completeness completeness(SyncReport report) {
        if (!report.full()) {
            return Completeness.DELTA;
        }
        return report.warnings().stream()
                .map(Failure::registered)
                .map(
                        code ->
                                switch (code) {
                                    case LISTING_TRUNCATED -> Completeness.TRUNCATED;
                                    case LISTING_UNPROVEN -> Completeness.UNKNOWN;
                                    default -> Completeness.COMPLETE;
                                })
                .filter(found -> found != Completeness.COMPLETE)
                .findFirst()
                .orElse(Completeness.COMPLETE);
    }

    private Json document(
            SyncReport report, CountedCrossings.Traffic traffic, Optional<ObjectId> tip) {
        return Json.object()
                .put("tip", tip.map(Object::toString).orElse("unknown"))
                .put("full", report.full())
                .put("changed", report.changed())
                .put("added", report.added())
                .put("removed", report.removed())
                .put("dry_run", dryRun)
                .put("requests", traffic.requests())
                .put("bytes", traffic.bytes())
                .put("completeness", completeness(report).name().toLowerCase(Locale.ROOT))
                .build();
    }
}
