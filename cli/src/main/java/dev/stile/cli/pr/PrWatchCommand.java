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
            "A repository stands for those that are open in it now; else the host is not asked.",
            "A watch ends by itself when the pull request is merged or closed. Nothing is merged",
            "unless hosting.yaml says so.",
            "",
            "Examples:",
            "  stile pr watch acme/web#12",
            "  stile pr watch acme/web#12 acme/web#13 --json",
            "  stile pr watch acme/web",
        })
public final class PrWatchCommand implements Action {
    @Parameters(
            arity = "1..*",
            paramLabel = "PR",
            description = "Which ones, as owner/repo#N; owner/repo for all that are open there.")
    private List<String> prs = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        WatchChanges changes = new WatchChanges(desk);
        return changes.make(
                changes.pullRequests(prs),
                (watches, each) ->
                        watches.add(desk.subject(), each.connection().slug(), each.ref()),
                new WatchChanges.Words("begun", "watched ", "watched before: ", "stile daemon"));
    }
}
