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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

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

    @Option(
            names = "--expect-head",
            paramLabel = "SHA",
            description = "Close nothing if its head is another one.")
    private Optional<String> expectHead = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be asked for, and send nothing.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Expect expect = new Expect(expectHead.map(typed -> HostDesk.sha("expect_head", typed)));
        if (dryRun) {
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
