package dev.stile.cli.pr;

import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.taint.Untainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes a pull request. */
@Command(
        name = "update",
        description = "Change title, text, draft or labels of a pull request.",
        footer = {
            "",
            "Examples:",
            "  stile pr update acme/web#12 --title Round-once --add-label bug",
            "  stile pr update acme/web#12 --ready --expect-head 1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b",
        })
public final class PrUpdateCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "One line.")
    private Optional<String> title = Optional.empty();

    @Option(
            names = "--body-file",
            paramLabel = "FILE",
            description = "The text; - is what is piped in.")
    private Optional<String> bodyFile = Optional.empty();

    @ArgGroup private Readiness readiness = new Readiness();

    @Option(names = "--add-label", paramLabel = "NAME", description = "A label to put on it.")
    private List<String> labelsAdd = new ArrayList<>();

    @Option(names = "--remove-label", paramLabel = "NAME", description = "A label to take off.")
    private List<String> labelsRemove = new ArrayList<>();

    @Mixin private ExpectedHead expected = new ExpectedHead();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    /** Either, or neither. */
    static final class Readiness {
        @Option(names = "--draft", description = "It is not to be merged yet.")
        private boolean draft;

        @Option(names = "--ready", description = "It may be merged.")
        private boolean ready;

        Optional<Boolean> wanted() {
            return draft || ready ? Optional.of(draft) : Optional.empty();
        }
    }

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        PRUpdates updates =
                new PRUpdates(
                        title.map(TypedText::of),
                        bodyFile.map(file -> TypedText.file(desk, file)),
                        readiness.wanted(),
                        labelsAdd,
                        labelsRemove,
                        expected.sha());
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.UPDATE_PR, meant.ref())
                    .with("title", title)
                    .with("body", updates.body().map(Untainted::value))
                    .with("draft", updates.draft())
                    .with("labels_add", labelsAdd)
                    .with("labels_remove", labelsRemove)
                    .with("expected_head", updates.expectedHead())
                    .tell();
        }
        UpdateResult result =
                hosts.write(meant, (host, call) -> host.updatePR(meant.ref(), updates, call));
        String named = hosts.namedPr(meant);
        return desk.done(
                ResultJson.updated(result).put("pr", meant.ref().toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(
                            result.applied().isEmpty()
                                    ? "nothing to change: " + named
                                    : "changed " + named);
                    text.sorted("changed", result.applied());
                    text.sorted("as asked", result.unchanged());
                    text.warnings(result.warnings());
                    text.next(ShellWords.command("stile pr status", named));
                });
    }
}
