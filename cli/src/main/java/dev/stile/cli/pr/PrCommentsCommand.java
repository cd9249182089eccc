package dev.stile.cli.pr;

import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Shows what was said. */
@Command(
        name = "comments",
        description = "Show what was said about a pull request, the oldest first.",
        footer = {
            "",
            "Examples:",
            "  stile pr comments acme/web#12",
            "  stile pr comments acme/web#12 --open",
        })
public final class PrCommentsCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--open", description = "Only what waits for an answer.")
    private boolean open;

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        PRComments comments =
                hosts.ask(
                        meant.connection(),
                        (host, call) ->
                                open
                                        ? waiting(host.detectPrEvents(meant.ref(), call))
                                        : host.getPRComments(meant.ref(), call));
        String named = hosts.namedPr(meant);
        return desk.done(
                HostJson.comments(comments).put("pr", meant.ref().toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    comments.items().forEach(text::comment);
                    if (!comments.complete()) {
                        text.fact("missing", "not everything could be read");
                    }
                    text.next(next(comments, named));
                });
    }

    /** An answer to the newest thread; only what is said about a line begins one. */
    private static String next(PRComments comments, String named) {
        if (comments.items().isEmpty()) {
            return ShellWords.command("stile pr status", named);
        }
        List<String> words = new ArrayList<>(List.of(named, "--body-file", "-"));
        comments.items().reversed().stream()
                .filter(comment -> comment.path().isPresent())
                .findFirst()
                .ifPresent(comment -> words.addAll(List.of("--reply-to", comment.id().toString())));
        return ShellWords.command("stile pr comment", words.toArray());
    }

    private static PRComments waiting(PrEvents now) {
        return new PRComments(
                now.events().stream()
                        .filter(PrEvent.PrComments.class::isInstance)
                        .map(PrEvent.PrComments.class::cast)
                        .flatMap(event -> event.feedback().stream())
                        .toList(),
                now.facts().comments().complete());
    }
}
