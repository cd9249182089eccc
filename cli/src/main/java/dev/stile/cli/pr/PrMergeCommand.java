package dev.stile.cli.pr;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeSteps;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.Sha;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Merges a pull request at the head that was looked at. */
@Command(
        name = "merge",
        description = "Merge a pull request at exactly the head that you looked at.",
        footer = {
            "",
            "No rule of the host is passed over, and nothing is merged later by itself. Without",
            "--expect-head the present head is told, and nothing is sent.",
            "",
            "Example:",
            "  stile pr merge acme/web#12 --expect-head 1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b",
        })
public final class PrMergeCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(
            names = "--expect-head",
            paramLabel = "SHA",
            description = "The whole commit that is to be merged.")
    private Optional<String> expectHead = Optional.empty();

    @Option(
            names = "--expect-base",
            paramLabel = "BRANCH",
            description =
                    "The branch that it must ask to be merged into; else the one that it asks for now.")
    private Optional<String> expectBase = Optional.empty();

    @Option(
            names = "--strategy",
            paramLabel = "WORD",
            description = "merge, squash or rebase; else that of the connection.")
    private Optional<String> strategy = Optional.empty();

    @Option(names = "--queue", description = "Enter the host's queue where it asks for that.")
    private boolean queue;

    @Option(names = "--title", paramLabel = "TEXT", description = "Of the merge commit.")
    private Optional<String> title = Optional.empty();

    @Option(
            names = "--message-file",
            paramLabel = "FILE",
            description = "Text of the merge commit; - is what is piped in.")
    private Optional<String> messageFile = Optional.empty();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        String named = hosts.namedPr(meant);
        if (expectHead.isEmpty()) {
            throw headNeeded(hosts, meant, named);
        }
        MergeStrategy how = how(strategy.orElse(meant.connection().standardStrategy()));
        MergeGuard guard = guard(desk, HostDesk.sha("expect_head", expectHead.get()));
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.MERGE_PR, meant.ref())
                    .with("strategy", HostJson.word(how))
                    .with("expected_head", guard.expectedHead().text())
                    .with("expected_base_branch", guard.expectedBaseBranch())
                    .with("queue", HostJson.word(guard.queue()))
                    .with("title", title)
                    .with("message", guard.message().map(message -> message.value()))
                    .tell();
        }
        Merge merge =
                hosts.confirmed(meant, (host, call) -> merge(host, meant.ref(), how, guard, call));
        Meant<PrRef> merged = new Meant<>(meant.connection(), merge.pr());
        String now = merge.pr().equals(meant.ref()) ? named : hosts.namedPr(merged);
        return new MergeAnswer(desk, merged, now, typed(now, guard.expectedHead()))
                .tell(merge.result(), merge.guard().expectedBaseBranch());
    }

    /**
     * A merge, and what it was bound to.
     *
     * @param pr what was to be merged, as the host calls it now
     */
    private record Merge(PrRef pr, MergeGuard guard, MergeResult result) {}

    /**
     * Where no base was typed, the one that it has now is meant, and stands in the journal. A read
     * that finds another name of the repository moves what is kept to that, a lost merge too, so
     * that this one goes by it as well. One that fails is told as that of the merge itself would
     * be.
     */
    private static Merge merge(
            GitHost host, PrRef pr, MergeStrategy how, MergeGuard typed, CallContext call) {
        if (typed.expectedBaseBranch().isPresent()) {
            return new Merge(pr, typed, host.mergePR(pr, how, typed, call));
        }
        PRStatus now;
        try {
            now = host.getPRStatus(pr, call);
        } catch (Auth | NotFound | Invalid | NotSupported told) {
            throw told;
        } catch (ConnectorException unread) {
            return new Merge(pr, typed, MergeSteps.notSent(unread));
        }
        MergeGuard guard = typed.into(now.baseBranch());
        return new Merge(now.pr(), guard, host.mergePR(now.pr(), how, guard, call));
    }

    private static MergeStrategy how(String word) {
        try {
            return MergeStrategy.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Failure.of(Code.USAGE)
                    .headline("no strategy: " + word)
                    .detail("merge, squash or rebase")
                    .argument("verb", "pr", "merge")
                    .build();
        }
    }

    private MergeGuard guard(Desk desk, Sha head) {
        return new MergeGuard(
                head,
                Optional.empty(),
                expectBase.map(typed -> HostDesk.branch("expect_base", typed)),
                queue ? MergeGuard.Queue.IF_REQUIRED : MergeGuard.Queue.NEVER,
                title.map(TypedText::of),
                messageFile.map(file -> TypedText.file(desk, file)),
                new IdempotencyKey(Surroundings.newKey()));
    }

    private Failure headNeeded(HostDesk hosts, Meant<PrRef> meant, String named) {
        PRStatus now =
                hosts.ask(meant.connection(), (host, call) -> host.getPRStatus(meant.ref(), call));
        return Failure.of(Code.HEAD_NEEDED)
                .detail("the head of " + named + " is " + now.headSha())
                .argument("command", typed(named, now.headSha()))
                .fact("pr", meant.ref().toString())
                .fact("head_sha", now.headSha().text())
                .build();
    }

    private List<String> typed(String named, Sha head) {
        List<String> words =
                new ArrayList<>(
                        List.of("stile", "pr", "merge", named, "--expect-head", head.text()));
        expectBase.ifPresent(branch -> words.addAll(List.of("--expect-base", branch)));
        strategy.ifPresent(how -> words.addAll(List.of("--strategy", how)));
        if (queue) {
            words.add("--queue");
        }
        title.ifPresent(text -> words.addAll(List.of("--title", text)));
        messageFile.ifPresent(file -> words.addAll(List.of("--message-file", file)));
        return words;
    }
}
