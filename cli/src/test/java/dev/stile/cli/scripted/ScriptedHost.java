package dev.stile.cli.scripted;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.AfterWriting;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.BranchUpdates;
import dev.stile.api.hosting.CheckLogs;
import dev.stile.api.hosting.CheckTexts;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrList;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewRequests;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.ReviewsAsked;
import dev.stile.api.hosting.ThreadResult;
import dev.stile.api.hosting.Threads;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.hosting.Warning;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Answers as {@link Scene} says for the number that is asked for. Asks nobody. */
final class ScriptedHost extends GitHost
        implements PrList, Threads, ReviewRequests, CheckLogs, BranchUpdates {
    private final ConnectorContext context;
    private static final int BODY = 65_536;

    ScriptedHost(ConnectorContext context) {
        super(context.clock(), line -> context.log().note(line, List.of()));
        this.context = context;
    }

    @Override
    protected void doInitialize() {
        if (context.settings().require("web_url").endsWith("/broken")) {
            throw new Invalid("web_url", "is no address of a host", List.of());
        }
        if (context.settings().find("default_merge_strategy").equals(Optional.of("octopus"))) {
            throw new IllegalStateException("no such strategy");
        }
    }

    @Override
    protected HealthStatus doHealthCheck(CallContext call) {
        Map<String, String> details =
                new HashMap<>(
                        Map.of("identity", "stile-bot", "remaining", "4999", "limit", "5000"));
        if (context.settings().require("web_url").endsWith("/odd")) {
            details.put("missing_scopes", "writing");
            details.put("server_time", Scene.FAR.toString());
        }
        return new HealthStatus(true, "answers", details);
    }

    @Override
    protected int longestBody() {
        return BODY;
    }

    @Override
    protected String withoutHostCommands(String text) {
        return text;
    }

    @Override
    protected PRResult doCreatePR(PROptions options, CallContext call) {
        if (options.branch().text().equals("lost")) {
            throw new OutcomeUnknown("creating the pull request", "the answer was lost");
        }
        boolean before = options.branch().text().equals("before");
        return new PRResult(
                Scene.READY,
                Scene.url(new PrRef(options.repo(), Scene.READY)),
                Scene.HEAD,
                Scene.BASE,
                !before,
                before
                        ? List.of(new Warning("labels", "hosting.label_failed", "no such label"))
                        : List.of());
    }

    @Override
    protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
        switch (pr.prNumber()) {
            case Scene.BLOCKED ->
                    throw new AfterWriting(
                            new Permission("the token does not allow labels", List.of()),
                            List.of("title"));
            case Scene.CLOSED ->
                    throw new AfterWriting(
                            new Invalid(
                                    "title",
                                    "the host took the change and did not make it",
                                    List.of()));
            case Scene.MOVED ->
                    throw new VersionMismatch(
                            new Version(Scene.HEAD.text()),
                            Optional.of(new Version(Scene.OTHER.text())),
                            Optional.empty());
            case Scene.WAITS -> {
                OutcomeUnknown lost = new OutcomeUnknown("updating", "the answer was lost");
                lost.keepWritten(List.of("title"));
                throw lost;
            }
            default -> {}
        }
        return new UpdateResult(
                updates.title().isPresent() ? Set.of("title") : Set.of(),
                updates.draft().isPresent() ? Set.of("draft") : Set.of(),
                List.of());
    }

    @Override
    protected MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        return switch (pr.prNumber()) {
            case Scene.READY, Scene.RETARGETED ->
                    new MergeResult.Merged(
                            Scene.LANDED,
                            guard.expectedHead(),
                            pr.prNumber() == Scene.READY ? Scene.MAIN : new BranchName("next"),
                            Optional.of(strategy),
                            false,
                            Optional.of(Scene.us(pr)),
                            Optional.of(Scene.LATER));
            case Scene.QUEUED ->
                    new MergeResult.Queued(
                            guard.expectedHead(), new Token("q-1"), OptionalInt.of(2));
            case Scene.UNSETTLED, Scene.LANDED_UNHEARD ->
                    new MergeResult.Unsettled(
                            guard.expectedHead(), Scene.LATER.at(), "the answer was lost");
            case Scene.MOVED ->
                    MergeResult.Refused.because(MergeFailureReason.HEAD_CHANGED, "somebody pushed");
            case Scene.CLOSED ->
                    new MergeResult.Refused(
                            MergeFailureReason.TRANSIENT,
                            Set.of(),
                            "the answer was lost",
                            Optional.empty(),
                            true);
            case Scene.WAITS ->
                    new MergeResult.Refused(
                            MergeFailureReason.RATE_LIMITED,
                            Set.of(),
                            "the limit is reached",
                            Optional.of(Scene.FAR));
            default ->
                    new MergeResult.Refused(
                            MergeFailureReason.BLOCKED,
                            Set.of(BlockReason.THREADS_UNRESOLVED, BlockReason.CHECK_FAILING),
                            "rules stand against it",
                            Optional.empty());
        };
    }

    @Override
    protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
        requireTwo(pr);
        return switch (pr.prNumber()) {
            case Scene.MERGED -> new CloseResult.AlreadyMerged();
            case Scene.CLOSED -> new CloseResult.AlreadyClosed();
            case Scene.MOVED -> new CloseResult.HeadChanged(Scene.OTHER, false);
            default -> new CloseResult.Closed();
        };
    }

    @Override
    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
        switch (pr.repo().path()) {
            case "acme/limited" -> throw new RateLimited(Scene.FAR, Duration.ofDays(1), false);
            case "acme/down" -> throw new Unavailable("it is down", new Retry.No());
            case "acme/denied" -> throw new Permission("not with this token", List.of());
            default -> {}
        }
        return facts(pr).status();
    }

    @Override
    protected ReviewStatus doGetReviewStatus(PrRef pr, CallContext call) {
        return facts(pr).reviews();
    }

    @Override
    protected PRComments doGetPRComments(PrRef pr, CallContext call) {
        return facts(pr).comments();
    }

    @Override
    protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
        return facts(pr);
    }

    private static PrFacts facts(PrRef pr) {
        requireTwo(pr);
        if (pr.prNumber() > Scene.LAST) {
            throw new NotFound(NotFound.What.RECORD, "there is no such pull request");
        }
        return Scene.facts(pr);
    }

    private static void requireTwo(PrRef pr) {
        if (pr.repo().path().split("/").length != 2) {
            throw new Invalid("repo", "is an owner and a name", List.of());
        }
    }

    @Override
    protected CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        if (pr.prNumber() == Scene.UNSETTLED) {
            throw new OutcomeUnknown("the comment", "the answer was lost");
        }
        return new CommentResult(
                new CommentId(CommentId.Kind.CONVERSATION, new Token("77")),
                URI.create(Scene.url(pr) + "#c77"),
                false,
                true);
    }

    @Override
    protected DismissResult doDismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        return pr.prNumber() == Scene.BLOCKED
                ? new DismissResult(
                        List.of(),
                        List.of(Scene.reviewer(pr)),
                        List.of(new Warning("reviews", "hosting.refused", "not allowed")))
                : new DismissResult(List.of(Scene.reviewer(pr)), List.of(), List.of());
    }

    @Override
    protected BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        return Scene.protection(!repo.path().endsWith("/hidden"));
    }

    @Override
    protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
        if (repo.path().endsWith("/gone")) {
            throw new NotFound(NotFound.What.PROJECT, "there is no such repository");
        }
        return Scene.MAIN;
    }

    @Override
    protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
        return services().withCredential(cleaned, "x-token");
    }

    @Override
    public OpenPrs openPrs(RepoRef repo, OpenPrs.Filter filter, CallContext call) {
        return new OpenPrs(
                List.of(
                        Scene.listed(new PrRef(repo, Scene.HOSTILE)),
                        Scene.listed(new PrRef(repo, Scene.READY))),
                !repo.path().endsWith("/endless"));
    }

    @Override
    public ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        if (pr.prNumber() == Scene.UNSETTLED) {
            throw new OutcomeUnknown("the thread", "the answer was lost");
        }
        return new ThreadResult(new Token("t-1"), resolved, pr.prNumber() != Scene.BLOCKED);
    }

    @Override
    public ReviewsAsked ask(PrRef pr, List<String> reviewers, CallContext call) {
        if (pr.prNumber() == Scene.UNSETTLED) {
            throw new OutcomeUnknown("the request", "the answer was lost");
        }
        if (reviewers.equals(List.of("nobody"))) {
            return new ReviewsAsked(List.of(), reviewers);
        }
        return new ReviewsAsked(reviewers.subList(0, 1), reviewers.subList(1, reviewers.size()));
    }

    @Override
    public BranchUpdate updateBranch(PrRef pr, Sha expectedHead, CallContext call) {
        return switch (pr.prNumber()) {
            case Scene.BLOCKED -> new BranchUpdate.Conflicting(expectedHead);
            case Scene.MERGED -> new BranchUpdate.Ended(true);
            case Scene.CLOSED -> new BranchUpdate.Ended(false);
            case Scene.MOVED -> new BranchUpdate.HeadChanged(Scene.OTHER);
            case Scene.WAITS -> new BranchUpdate.UpToDate(expectedHead);
            case Scene.UNSETTLED -> throw new OutcomeUnknown("the update", "the answer was lost");
            default -> new BranchUpdate.Updated(Scene.OTHER, Scene.BASE);
        };
    }

    @Override
    public Tri isUpdated(PrRef pr, Sha head, CallContext call) {
        return Tri.UNKNOWN;
    }

    @Override
    public CheckTexts texts(PrRef pr, String check, CallContext call) {
        return new CheckTexts(
                Scene.HEAD, check.equals("build") ? List.of(Scene.wrote()) : List.of(), true);
    }
}
