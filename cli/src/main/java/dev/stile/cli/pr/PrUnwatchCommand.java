package dev.stile.cli.pr;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Watches pull requests no more. */
@Command(
        name = "unwatch",
        description = "Watch pull requests no more, and forget what was counted for them.",
        footer = {
            "",
            "Events that were told stay.",
            "",
            "Example:",
            "  stile pr unwatch acme/web#12",
        })
public final class PrUnwatchCommand implements Action {
    @Parameters(arity = "1..*", paramLabel = "PR", description = "Which ones, as owner/repo#N.")
    private List<String> prs = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        return new WatchChanges(desk)
                .makeOf(
                        prs,
                        (watches, each) ->
                                watches.remove(
                                        desk.subject(), each.connection().slug(), each.ref()),
                        new WatchChanges.Words(
                                "ended",
                                "not watched any more: ",
                                "not watched: ",
                                "stile pr watches"));
    }
}
