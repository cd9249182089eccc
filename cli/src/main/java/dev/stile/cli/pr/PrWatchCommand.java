package dev.stile.cli.pr;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Begins to watch pull requests. */
@Command(
        name = "watch",
        description = "Watch pull requests: the daemon tells what happens to them as events.",
        footer = {
            "",
            "The host is not asked now. A watch ends by itself when the pull request is merged or",
            "closed. Nothing is merged unless hosting.yaml says so.",
            "",
            "Examples:",
            "  stile pr watch acme/web#12",
            "  stile pr watch acme/web#12 acme/web#13 --json",
        })
public final class PrWatchCommand implements Action {
    @Parameters(arity = "1..*", paramLabel = "PR", description = "Which ones, as owner/repo#N.")
    private List<String> prs = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        return new WatchChanges(desk)
                .make(
                        prs,
                        (watches, each) ->
                                watches.add(desk.subject(), each.connection().slug(), each.ref()),
                        new WatchChanges.Words(
                                "begun", "watched ", "watched before: ", "stile daemon"));
    }
}
