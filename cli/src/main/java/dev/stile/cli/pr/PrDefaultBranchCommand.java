package dev.stile.cli.pr;

import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.BranchName;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Says which branch a clone begins with. */
@Command(
        name = "default-branch",
        description = "Say which branch a clone of a repository begins with.",
        footer = {
            "",
            "Example:",
            "  stile pr default-branch acme/web",
        })
public final class PrDefaultBranchCommand implements Action {
    @Parameters(paramLabel = "REPO", description = "owner/repo, or its address.")
    private String repo = "";

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<RepoRef> meant = hosts.repo(Optional.of(repo));
        BranchName branch =
                hosts.ask(
                        meant.connection(),
                        (host, call) -> host.getDefaultBranch(meant.ref(), call));
        return desk.done(
                Json.object()
                        .put("repo", meant.ref().toString())
                        .put("branch", HostJson.branch(branch))
                        .build(),
                terminal -> {
                    terminal.result(branch.text());
                    terminal.note(
                            "next: "
                                    + ShellWords.command(
                                            "stile pr protection", hosts.named(meant), branch));
                });
    }
}
