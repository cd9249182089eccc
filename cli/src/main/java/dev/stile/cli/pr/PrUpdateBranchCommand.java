package dev.stile.cli.pr;

import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.Sha;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Merges the base into the branch of a pull request. */
@Command(
        name = "update-branch",
        description = "Merge the base into the branch of a pull request, on the host.",
        footer = {
            "",
            "Examples:",
            "  stile pr update-branch acme/web#12",
            "  stile pr update-branch acme/web#12 --expect-head 1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b",
        })
public final class PrUpdateBranchCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Mixin private ExpectedHead expected = new ExpectedHead();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Optional<Sha> typed = expected.sha();
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.UPDATE_BRANCH, meant.ref())
                    .with("expected_head", typed)
                    .tell();
        }
        BranchUpdate result =
                hosts.write(
                        meant,
                        (host, call) ->
                                host.beside()
                                        .updateBranch(
                                                meant.ref(),
                                                typed.orElseGet(
                                                        () ->
                                                                host.getPRStatus(meant.ref(), call)
                                                                        .headSha()),
                                                call));
        String named = hosts.namedPr(meant);
        PrEnding ending = new PrEnding(desk, meant.ref(), named);
        return switch (result) {
            case BranchUpdate.Updated updated ->
                    ending.told(
                            ResultJson.updatedBranch(result),
                            "updated " + named + ": its head is " + updated.headSha());
            case BranchUpdate.UpToDate before ->
                    ending.told(ResultJson.updatedBranch(result), "up to date before: " + named);
            case BranchUpdate.HeadChanged moved ->
                    throw ending.failed(Code.PULL_REQUEST_MOVED, "head_changed")
                            .detail("its head is " + moved.headSha() + "; nothing was merged")
                            .fact("head_sha", moved.headSha().text())
                            .build();
            case BranchUpdate.Conflicting conflict ->
                    throw ending.failed(Code.BRANCH_NOT_UPDATED, "conflict")
                            .detail("it conflicts with its base")
                            .fact("head_sha", conflict.headSha().text())
                            .build();
            case BranchUpdate.Ended(boolean merged) ->
                    throw merged
                            ? ending.failed(Code.MERGED_BEFORE, "already_merged").build()
                            : ending.failed(Code.BRANCH_NOT_UPDATED, "already_closed")
                                    .detail("it is closed")
                                    .build();
        };
    }
}
