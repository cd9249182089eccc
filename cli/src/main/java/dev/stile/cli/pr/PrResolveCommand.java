package dev.stile.cli.pr;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ThreadResult;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Settles a thread of comments. */
@Command(
        name = "resolve",
        description = "Say that the thread of a comment is settled, or that it is not.",
        footer = {
            "",
            "Examples:",
            "  stile pr resolve acme/web#12 i:3141",
            "  stile pr resolve acme/web#12 i:3141 --undo",
        })
public final class PrResolveCommand implements Action {
    @Parameters(index = "0", paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "A comment of the thread, as 'pr comments' shows it.")
    private String comment = "";

    @Option(names = "--undo", description = "Open the thread again.")
    private boolean undo;

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        CommentId id = CommentId.parse(comment);
        if (rehearsal.isWanted()) {
            Operation operation = undo ? Operation.UNRESOLVE_THREAD : Operation.RESOLVE_THREAD;
            return new DryRun(desk, meant.connection(), operation, meant.ref())
                    .with("comment", id.toString())
                    .tell();
        }
        ThreadResult result =
                hosts.write(
                        meant, (host, call) -> host.beside().settle(meant.ref(), id, !undo, call));
        String named = hosts.namedPr(meant);
        String state = undo ? "open" : "resolved";
        return desk.done(
                Json.object()
                        .put("pr", meant.ref().toString())
                        .put("comment", HostJson.id(id))
                        .put("thread_id", HostJson.plain(result.threadId()))
                        .put("resolved", result.resolved())
                        .put("changed", result.changed())
                        .build(),
                terminal -> {
                    terminal.result(
                            (result.changed() ? state : state + " before")
                                    + ": the thread of "
                                    + id
                                    + " of "
                                    + named);
                    new HostText(terminal)
                            .next(ShellWords.command("stile pr comments", named, "--open"));
                });
    }
}
