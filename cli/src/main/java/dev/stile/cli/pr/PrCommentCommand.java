package dev.stile.cli.pr;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says something about a pull request. */
@Command(
        name = "comment",
        description = "Say something about a pull request, or answer somebody.",
        footer = {
            "",
            "The same key finds what was said under it, however often it is typed; another text is refused,",
            "and what does not show any more, deleted or edited since, is not said again.",
            "",
            "Examples:",
            "  stile pr comment acme/web#12 --body-file answer.md",
            "  stile pr comment acme/web#12 --body-file - --reply-to i:4711",
        })
public final class PrCommentCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(
            names = "--body-file",
            paramLabel = "FILE",
            required = true,
            description = "The text; - is what is piped in.")
    private String bodyFile = "";

    @Option(
            names = "--reply-to",
            paramLabel = "ID",
            description = "The comment that it answers, as c:..., i:... or r:...")
    private Optional<String> replyTo = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Names the intent: type it again to go on with the same.")
    private Optional<String> key = Optional.empty();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Optional<CommentId> answered = replyTo.map(CommentId::parse);
        Untainted<String, Sink.RecordField> body = TypedText.file(desk, bodyFile);
        IdempotencyKey intent = key(key.orElseGet(Surroundings::newKey));
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.COMMENT_ON_PR, meant.ref())
                    .with("body", body.value())
                    .with("reply_to", answered)
                    .tell();
        }
        String named = hosts.namedPr(meant);
        CommentResult said;
        try {
            said =
                    hosts.ask(
                            meant.connection(),
                            (host, call) ->
                                    host.commentOnPR(meant.ref(), body, answered, intent, call));
        } catch (OutcomeUnknown open) {
            throw unknown(open, meant.ref(), named, intent);
        } catch (Invalid another) {
            throw another.field().equals("key")
                    ? another(another, meant.ref(), named, intent)
                    : PrWriteError.of(another, meant.ref(), named);
        } catch (StileException refused) {
            Failure failed = PrWriteError.of(refused, meant.ref(), named);
            throw next(failed, named, intent);
        }
        return desk.done(
                ResultJson.said(said)
                        .put("pr", meant.ref().toString())
                        .put("key", intent.text())
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(
                            (said.created() ? "said " : "already there: ") + said.commentId());
                    if (answered.isPresent() && !said.threaded()) {
                        text.fact("thread", "none here: it names the comment that it answers");
                    }
                    text.fact("url", said.url().toString());
                    text.fact("key", intent.text());
                    text.next(ShellWords.command("stile pr comments", named));
                });
    }

    /** With what to type then, where that is this command. */
    private Failure next(Failure failed, String named, IdempotencyKey intent) {
        if (failed.registered() == Code.WRITE_UNDER_WAY) {
            return failed.extended().argument("command", keyed(named, intent)).build();
        }
        return failed.registered() == Code.COMMENT_DELETED
                ? failed.extended().argument("command", words(named)).build()
                : failed;
    }

    /** A key names one comment for ever, so that it never passes for said what was not. */
    private Failure another(Invalid refused, PrRef pr, String named, IdempotencyKey intent) {
        return Failure.of(Code.IDEMPOTENCY_CONFLICT)
                .headline(
                        "the key "
                                + intent.text()
                                + " was used for another comment on "
                                + named
                                + "; nothing was sent")
                .remedy(
                        Remedy.of(
                                "Give the same text to find what was said, or leave the key out to"
                                        + " say something new.",
                                "{command}",
                                "stile pr comments {pr}"))
                .argument("command", words(named))
                .argument("pr", named)
                .fact("pr", pr.toString())
                .fact("key", intent.text())
                .cause(refused)
                .build();
    }

    private List<String> words(String named) {
        List<String> command =
                new ArrayList<>(List.of("stile", "pr", "comment", named, "--body-file", bodyFile));
        replyTo.ifPresent(id -> command.addAll(List.of("--reply-to", id)));
        return command;
    }

    /** Finds what was said under that key, where something was. */
    private List<String> keyed(String named, IdempotencyKey intent) {
        List<String> command = words(named);
        command.addAll(List.of("--key", intent.text()));
        return command;
    }

    private Failure unknown(OutcomeUnknown open, PrRef pr, String named, IdempotencyKey intent) {
        Failure.Builder failure =
                Failure.of(Code.COMMENT_UNKNOWN)
                        .detail(open.headline())
                        .argument("command", keyed(named, intent))
                        .argument("pr", named)
                        .fact("pr", pr.toString())
                        .fact("key", intent.text())
                        .cause(open);
        open.remoteText().ifPresent(failure::saying);
        return failure.build();
    }

    private static IdempotencyKey key(String typed) {
        try {
            return new IdempotencyKey(typed);
        } catch (IllegalArgumentException wrong) {
            throw Failure.of(Code.USAGE)
                    .headline("no key: " + wrong.getMessage())
                    .argument("verb", "pr", "comment")
                    .build();
        }
    }
}
