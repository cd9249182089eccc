package dev.stile.testkit.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.http.EgressClient;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An adapter of which everything fails, or everything but its start. */
final class FailingHost extends GitHost {
    private final boolean starts;
    private final Supplier<RuntimeException> failure;

    FailingHost(boolean starts, Supplier<RuntimeException> failure) {
        super(new Context());
        this.starts = starts;
        this.failure = failure;
    }

    @Override
    protected void doInitialize() {
        if (!starts) {
            throw failure.get();
        }
    }

    @Override
    protected void doShutdown() {
        throw failure.get();
    }

    @Override
    protected HealthStatus doHealthCheck(CallContext call) {
        throw failure.get();
    }

    @Override
    protected int longestBody() {
        return 1_000;
    }

    @Override
    protected String withoutHostCommands(String text) {
        return text;
    }

    @Override
    protected PRResult doCreatePR(PROptions options, CallContext call) {
        throw failure.get();
    }

    @Override
    protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
        throw failure.get();
    }

    @Override
    protected MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        throw failure.get();
    }

    @Override
    protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
        throw failure.get();
    }

    @Override
    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
        throw failure.get();
    }

    @Override
    protected ReviewStatus doGetReviewStatus(PrRef pr, CallContext call) {
        throw failure.get();
    }

    @Override
    protected PRComments doGetPRComments(PrRef pr, CallContext call) {
        throw failure.get();
    }

    @Override
    protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
        throw failure.get();
    }

    @Override
    protected CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        throw failure.get();
    }

    @Override
    protected DismissResult doDismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        throw failure.get();
    }

    @Override
    protected BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        throw failure.get();
    }

    @Override
    protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
        throw failure.get();
    }

    @Override
    protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
        throw failure.get();
    }

    /** A context that leads nowhere. */
    private record Context() implements ConnectorContext {
        @Override
        public String connection() {
            return "failing";
        }

        @Override
        public Settings settings() {
            return new Settings(Map.of());
        }

        @Override
        public EgressClient egress() {
            return (request, call) -> {
                throw new IllegalStateException("nothing may be sent");
            };
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}
