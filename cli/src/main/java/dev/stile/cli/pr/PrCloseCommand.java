package dev.stile.cli.pr;

import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Closes a pull request without merging it. */
@Command(
        name = "close",
        description = "Close an open pull request without merging it.",
        footer = {
            "",
            "Examples:",
            "  stile pr close acme/web#12",
            "  stile pr close acme/web#12 --expect-head 1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b",
        })
public final class PrCloseCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Mixin private ExpectedHead expected = new ExpectedHead();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Expect expect = new Expect(expected.sha());
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.CLOSE_PR, meant.ref())
                    .with("expected_head", expect.head())
                    .tell();
        }
        CloseResult result =
                hosts.write(meant, (host, call) -> host.closePR(meant.ref(), expect, call));
        String named = hosts.namedPr(meant);
        PrEnding ending = new PrEnding(desk, meant.ref(), named);
        return switch (result) {
            case CloseResult.Closed closed ->
                    ending.told(ResultJson.closed(result), "closed " + named);
            case CloseResult.AlreadyClosed before ->
                    ending.told(ResultJson.closed(result), "closed before: " + named);
            case CloseResult.AlreadyMerged merged ->
                    throw ending.failed(Code.MERGED_BEFORE, "already_merged").build();
            case CloseResult.HeadChanged moved ->
                    throw ending.failed(Code.PULL_REQUEST_MOVED, "head_changed")
                            .detail(
                                    "its head is "
                                            + moved.headSha()
                                            + (moved.closed()
                                                    ? "; it was closed in the same moment"
                                                    : "; it was not closed"))
                            .fact("head_sha", moved.headSha().text())
                            .fact("closed", Boolean.toString(moved.closed()))
                            .build();
        };
    }
}
