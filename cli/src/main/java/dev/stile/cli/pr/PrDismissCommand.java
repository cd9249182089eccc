package dev.stile.cli.pr;

import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dismisses the approvals of a pull request. */
@Command(
        name = "dismiss",
        description = "Dismiss every standing approval of a pull request.",
        footer = {
            "",
            "Example:",
            "  stile pr dismiss acme/web#12 --message The-plan-changed",
        })
public final class PrDismissCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--message", paramLabel = "TEXT", required = true, description = "Why.")
    private String message = "";

    @Mixin private ExpectedHead expected = new ExpectedHead();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Expect expect = new Expect(expected.sha());
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.DISMISS_APPROVALS, meant.ref())
                    .with("message", message)
                    .with("expected_head", expect.head())
                    .tell();
        }
        DismissResult result =
                hosts.write(
                        meant,
                        (host, call) ->
                                host.dismissApprovals(
                                        meant.ref(), TypedText.of(message), expect, call));
        String named = hosts.namedPr(meant);
        if (!result.remaining().isEmpty()) {
            throw remaining(result, meant.ref(), named);
        }
        return desk.done(
                ResultJson.dismissed(result).put("pr", meant.ref().toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(
                            result.dismissed().isEmpty()
                                    ? "no approval stands: " + named
                                    : "dismissed approvals of " + named);
                    text.sorted("of", result.dismissed().stream().map(HostText::who).toList());
                    text.next(ShellWords.command("stile pr reviews", named));
                });
    }

    private static Failure remaining(DismissResult result, PrRef pr, String named) {
        Failure.Builder failure =
                Failure.of(Code.APPROVALS_REMAIN)
                        .argument("pr", named)
                        .fact("pr", pr.toString())
                        .fact("dismissed", Integer.toString(result.dismissed().size()))
                        .fact("remaining", Integer.toString(result.remaining().size()));
        result.remaining().forEach(who -> failure.detail("still approves: " + HostText.who(who)));
        result.errors().forEach(each -> failure.detail(each.message() + " " + each.code()));
        return failure.build();
    }
}
