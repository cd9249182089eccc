package dev.stile.cli.pr;

import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Shows the rules of a branch. */
@Command(
        name = "protection",
        description = "Show the rules of a branch, as far as this account may see them.",
        footer = {
            "",
            "Example:",
            "  stile pr protection acme/web main",
        })
public final class PrProtectionCommand implements Action {
    @Parameters(index = "0", paramLabel = "REPO", description = "owner/repo, or its address.")
    private String repo = "";

    @Parameters(index = "1", paramLabel = "BRANCH", description = "Which branch.")
    private String branch = "";

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<RepoRef> meant = hosts.repo(Optional.of(repo));
        BranchName name = HostDesk.branch("branch", branch);
        BranchProtection rules =
                hosts.ask(
                        meant.connection(),
                        (host, call) -> host.getBranchProtection(meant.ref(), name, call));
        return desk.done(
                HostJson.protection(rules)
                        .put("repo", meant.ref().toString())
                        .put("branch", branch)
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(hosts.named(meant) + "  branch " + branch);
                    text.protection(rules);
                    text.next(ShellWords.command("stile pr default-branch", hosts.named(meant)));
                });
    }
}
