package dev.stile.cli.records;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.record.BodySize;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.process.ObjectId;
import dev.stile.git.surface.HydrationReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Fetches the texts that a listing left out. */
@Command(
        name = "hydrate",
        description = "Fetch the texts of records whose files are stubs.",
        footer = {
            "",
            "Examples:",
            "  stile hydrate . issues/7.md issues/8.md",
            "  stile hydrate work/demo issues --limit 500",
        })
public final class HydrateCommand implements Action {
    private static final int NAMED = 10;
    private static final String TOO_LARGE =
            "larger than the limit of %d MiB for a text, so that no read brings it: "
                    .formatted(BodySize.MOST >> 20);
    private static final String UNREADABLE = "not a text that a file can hold: ";

    @Parameters(index = "0", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Parameters(
            index = "1",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, or folders, as they stand in the root of a clone.")
    private List<String> paths = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most texts, 0 for all; without it STILE_BLOB_LIMIT, else 200.")
    private Optional<Integer> limit = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        if (limit.orElse(0) < 0) {
            throw Failure.of(Code.USAGE)
                    .headline("--limit is a whole number from 0 up")
                    .argument("verb", "hydrate")
                    .build();
        }
        Place place = desk.find(where);
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            HydrationReport report =
                    project.session()
                            .hydrate(
                                    paths,
                                    limit.orElseGet(() -> project.parts().options().blobLimit()));
            report.stopped()
                    .filter(failed -> report.fetched() == 0)
                    .ifPresent(
                            failed -> {
                                throw failed;
                            });
            report.stopped().ifPresent(failed -> desk.warn(told(failed)));
            long requests = desk.house().traffic().requests();
            desk.tell(
                    document(report, project.repository().tip(), requests),
                    terminal -> {
                        terminal.result(said(report, requests));
                        name(terminal, "still a stub: ", report.left());
                        name(terminal, TOO_LARGE, report.tooLarge());
                        name(terminal, UNREADABLE, report.unreadable());
                        if (report.fetched() > 0) {
                            terminal.note(NextStep.pull(place, desk.around(), where));
                        }
                    });
            return report.left().isEmpty() && isAllHere(report)
                    ? ExitCode.DONE
                    : ExitCode.PARTLY_DONE;
        }
    }

    private static boolean isAllHere(HydrationReport report) {
        return report.tooLarge().isEmpty() && report.unreadable().isEmpty();
    }

    private static String said(HydrationReport report, long requests) {
        if (report.wanted() == 0) {
            return "nothing to fetch: every text "
                    + (isAllHere(report) ? "is here" : "that can be fetched is here");
        }
        return report.fetched()
                + " of "
                + report.wanted()
                + " texts fetched, "
                + requests
                + " requests";
    }

    private static void name(Terminal terminal, String what, List<String> paths) {
        paths.stream().limit(NAMED).forEach(path -> terminal.result(what + path));
        if (paths.size() > NAMED) {
            terminal.result("and " + (paths.size() - NAMED) + " more");
        }
    }

    private static Failure told(ConnectorException failed) {
        Failure.Builder warning =
                Failure.of(ConnectorCodes.of(failed)).headline(failed.headline()).cause(failed);
        failed.remoteText().ifPresent(warning::saying);
        return warning.build();
    }

    private static Json document(HydrationReport report, Optional<ObjectId> tip, long requests) {
        return Json.object()
                .put("tip", tip.map(ObjectId::toString).orElse("unknown"))
                .put("wanted", report.wanted())
                .put("fetched", report.fetched())
                .put("left", report.left())
                .put("too_large", report.tooLarge())
                .put("unreadable", report.unreadable())
                .put("requests", requests)
                .build();
    }
}
