package dev.stile.cli.pr;

import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.OpenPrs.OpenPr;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.shown.Outside;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the open pull requests of a repository. */
@Command(
        name = "list",
        description = "List the open pull requests of a repository, the newest first.",
        footer = {
            "",
            "Examples:",
            "  stile pr list acme/web",
            "  stile pr list acme/web --author ada --label bug --json",
        })
public final class PrListCommand implements Action {
    @Parameters(paramLabel = "REPO", description = "owner/repo, or its address.")
    private String repo = "";

    @Option(names = "--author", paramLabel = "LOGIN", description = "Only of this account.")
    private Optional<String> author = Optional.empty();

    @Option(names = "--label", paramLabel = "LABEL", description = "Only with this label.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--head", paramLabel = "BRANCH", description = "Only of a branch so called.")
    private Optional<String> head = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<RepoRef> meant = hosts.repo(Optional.of(repo));
        OpenPrs.Filter filter =
                new OpenPrs.Filter(
                        author, labels, head.map(branch -> HostDesk.branch("head", branch)));
        OpenPrs open =
                hosts.ask(
                        meant.connection(),
                        (host, call) -> host.beside().openPrs(meant.ref(), filter, call));
        String named = hosts.named(meant);
        return desk.done(
                Json.object()
                        .put("repo", meant.ref().toString())
                        .put("items", HostJson.each(open.items(), PrListCommand::json))
                        .put("complete", open.complete())
                        .put("next", Json.nothing())
                        .build(),
                terminal -> {
                    open.items().forEach(pr -> line(terminal, named, pr));
                    HostText text = new HostText(terminal);
                    if (!open.complete()) {
                        text.fact("missing", "not everything could be read");
                    }
                    text.next(
                            open.items().isEmpty()
                                    ? ShellWords.command("stile pr create --repo", named, "--help")
                                    : ShellWords.command(
                                            "stile pr status",
                                            named + "#" + open.items().getFirst().pr().prNumber()));
                });
    }

    private static Json json(OpenPr pr) {
        return Json.object()
                .put("pr", pr.pr().toString())
                .put("number", pr.pr().prNumber())
                .put("title", Outside.text(pr.title()))
                .put("author", HostJson.user(pr.author()))
                .put("draft", pr.draft())
                .put("labels", HostJson.each(pr.labels(), Outside::text))
                .put("head_sha", pr.headSha().text())
                .put("head_branch", HostJson.branch(pr.headBranch()))
                .putIf("head_repo", pr.headRepo().map(RepoRef::toString))
                .put("base_branch", HostJson.branch(pr.baseBranch()))
                .put("url", pr.url().toString())
                .put("updated_at", HostJson.time(pr.updatedAt()))
                .build();
    }

    private static void line(Terminal terminal, String named, OpenPr pr) {
        terminal.result(
                Words.of(
                        named
                                + "#"
                                + pr.pr().prNumber()
                                + (pr.draft() ? "  draft" : "")
                                + "  head "
                                + pr.headSha().brief()
                                + "  base "
                                + pr.baseBranch()
                                + "  "
                                + HostText.who(pr.author())
                                + "  "),
                Words.quoted(pr.title()));
    }
}
