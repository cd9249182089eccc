package dev.stile.cli.records;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.Where;
import dev.stile.core.error.ExitCode;
import dev.stile.git.sync.SyncMode;
import dev.stile.git.sync.SyncReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a mirror up to date. */
@Command(
        name = "sync",
        description = "Ask the tracker what changed, and bring the mirror up to date.",
        footer = {"", "Examples:", "  stile sync", "  stile sync work/demo --full"})
public final class SyncCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private String where = ".";

    @Option(names = "--full", description = "List everything, and put right whatever is wrong.")
    private boolean full;

    @Override
    public ExitCode run(Desk desk) {
        try (OpenProject project =
                desk.projects()
                        .open(new Where(desk.around()).find(where).address(), desk.reporter())) {
            SyncReport report = project.session().sync(full ? SyncMode.FULL : SyncMode.FETCH);
            return desk.done(
                    document(report),
                    terminal -> {
                        terminal.result(
                                report.changed()
                                        + " changed, "
                                        + report.added()
                                        + " added, "
                                        + report.removed()
                                        + " removed"
                                        + (report.full() ? " (everything was listed)" : ""));
                        terminal.note("next: git pull");
                    });
        }
    }

    private static Json document(SyncReport report) {
        return Json.object()
                .put("tip", report.tip().map(Object::toString).orElse("unknown"))
                .put("full", report.full())
                .put("changed", report.changed())
                .put("added", report.added())
                .put("removed", report.removed())
                .build();
    }
}
