package dev.stile.connectors.github.broken;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
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
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;

import java.net.URI;
import java.util.Optional;

/**
 * An adapter that leaves everything to the real one. What is broken overrides one method. The real
 * one is started with the services of this one.
 */
class Above extends GitHost {
    private final GitHost real;
    private boolean isStarted;

    Above(ConnectorContext context, GitHost real) {
        super(context);
        this.real = real;
    }

    /** The real one, started at the first use. */
    final synchronized GitHost real() {
        if (!isStarted) {
            isStarted = real.initialize(services()).success();
        }
        return real;
    }

    @Override
    protected void doInitialize() {}

    @Override
    protected void doShutdown() {
        real.shutdown();
    }

    @Override
    protected HealthStatus doHealthCheck(CallContext call) {
        return real().healthCheck(call);
    }

    @Override
    protected int longestBody() {
        return 65_536;
    }

    @Override
    protected String withoutHostCommands(String text) {
        return text;
    }

    @Override
    protected PRResult doCreatePR(PROptions options, CallContext call) {
        return real().createPR(options, call);
    }

    @Override
    protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
        return real().updatePR(pr, updates, call);
    }

    @Override
    protected MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        return real().mergePR(pr, strategy, guard, call);
    }

    @Override
    protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
        return real().closePR(pr, expect, call);
    }

    @Override
    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
        return real().getPRStatus(pr, call);
    }

    @Override
    protected ReviewStatus doGetReviewStatus(PrRef pr, CallContext call) {
        return real().getReviewStatus(pr, call);
    }

    @Override
    protected PRComments doGetPRComments(PrRef pr, CallContext call) {
        return real().getPRComments(pr, call);
    }

    @Override
    protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
        return real().detectPrEvents(pr, call).facts();
    }

    @Override
    protected CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        return real().commentOnPR(pr, marked, replyTo, key, call);
    }

    @Override
    protected DismissResult doDismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        return real().dismissApprovals(pr, message, expect, call);
    }

    @Override
    protected BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        return real().getBranchProtection(repo, branch, call);
    }

    @Override
    protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
        return real().getDefaultBranch(repo, call);
    }

    @Override
    protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
        return real().getAuthenticatedRemoteUrl(cleaned.toString(), call);
    }
}
