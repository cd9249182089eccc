package dev.stile.cli.pr;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens a pull request. */
@Command(
        name = "create",
        description = "Open a pull request, or find the open one for the same head and base.",
        footer = {
            "",
            "Without --repo it is opened in the repository that the clone around you is of.",
            "",
            "Examples:",
            "  stile pr create --head fix-total --base main --title Round-the-total-once",
            "  stile pr create --repo acme/web --head fix --base main --title Fix --body-file text.md --draft",
        })
public final class PrCreateCommand implements Action {
    @Option(
            names = "--repo",
            paramLabel = "REPO",
            description = "Where it asks to be merged: owner/repo, or its address.")
    private Optional<String> repo = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "BRANCH",
            required = true,
            description = "The branch to be merged, which was pushed.")
    private String head = "";

    @Option(
            names = "--head-repo",
            paramLabel = "REPO",
            description = "Where that branch is, if in another repository.")
    private Optional<String> headRepo = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "BRANCH",
            required = true,
            description = "The branch to be merged into.")
    private String base = "";

    @Option(names = "--title", paramLabel = "TEXT", required = true, description = "One line.")
    private String title = "";

    @Option(
            names = "--body-file",
            paramLabel = "FILE",
            description = "The text; - is what is piped in.")
    private Optional<String> bodyFile = Optional.empty();

    @Option(names = "--draft", description = "It is not to be merged yet.")
    private boolean draft;

    @Option(names = "--label", paramLabel = "NAME", description = "A label to put on it.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--reviewer", paramLabel = "LOGIN", description = "Somebody to ask.")
    private List<String> reviewers = new ArrayList<>();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<RepoRef> where = hosts.repo(repo);
        PROptions options =
                new PROptions(
                        where.ref(),
                        HostDesk.branch("head", head),
                        headRepo.map(typed -> hosts.connections().repo(typed).ref()),
                        HostDesk.branch("base", base),
                        TypedText.of(title),
                        bodyFile.map(file -> TypedText.file(desk, file))
                                .orElseGet(() -> TypedText.of("")),
                        draft,
                        labels,
                        reviewers,
                        new IdempotencyKey(Surroundings.newKey()));
        if (rehearsal.isWanted()) {
            return new DryRun(desk, where.connection(), Operation.CREATE_PR, where.ref())
                    .with("head", head)
                    .with("head_repo", options.headRepo())
                    .with("base", base)
                    .with("title", title)
                    .with("body", options.body().value())
                    .with("draft", draft)
                    .with("labels", labels)
                    .with("reviewers", reviewers)
                    .tell();
        }
        PRResult made = create(hosts, where, options);
        String named =
                hosts.namedPr(
                        new Meant<>(where.connection(), new PrRef(where.ref(), made.prNumber())));
        return desk.done(
                ResultJson.created(made)
                        .put("next", ShellWords.command("stile pr status", named))
                        .build(),
                terminal -> print(terminal, named, made));
    }

    private static PRResult create(HostDesk hosts, Meant<RepoRef> where, PROptions options) {
        try {
            return hosts.ask(where.connection(), (host, call) -> host.createPR(options, call));
        } catch (StileException failed) {
            throw PrWriteError.ofNew(failed, where.ref(), hosts.named(where));
        }
    }

    private static void print(Terminal terminal, String named, PRResult made) {
        HostText text = new HostText(terminal);
        terminal.result((made.created() ? "opened " : "open before: ") + named);
        text.fact("head", made.headSha().text());
        text.fact("base", made.baseSha().text());
        text.warnings(made.warnings());
        text.fact("url", made.url().toString());
        text.next(ShellWords.command("stile pr status", named));
    }
}
