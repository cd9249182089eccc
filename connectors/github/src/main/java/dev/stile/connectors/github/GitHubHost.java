package dev.stile.connectors.github;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.BranchDeletes;
import dev.stile.api.hosting.BranchDeletion;
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
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PermissionProbe;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrList;
import dev.stile.api.hosting.PrProbe;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewRequests;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.ReviewsAsked;
import dev.stile.api.hosting.ThreadResult;
import dev.stile.api.hosting.Threads;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.write.HostCommands;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The pull requests of one GitHub: each method is handed to the part that does it. Any thread may
 * use it.
 */
final class GitHubHost extends GitHost
        implements PrProbe,
                PermissionProbe,
                PrList,
                Threads,
                ReviewRequests,
                CheckLogs,
                BranchUpdates,
                BranchDeletes {
    private final ConnectorContext context;

    /** Longest text of a comment or a body. */
    private static final int LONGEST_BODY = 65_536;

    /** What git takes as the user of a token. */
    private static final String TOKEN_USER = "x-access-token";

    private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

    GitHubHost(ConnectorContext context) {
        super(context.clock(), line -> context.log().note(line, List.of()));
        this.context = context;
    }

    @Override
    protected void doInitialize() {
        parts.set(Parts.of(GitHubSettings.of(context.settings()), context, this::services));
    }

    private Parts parts() {
        Parts ready = parts.get();
        if (ready == null) {
            throw new Unavailable(
                    "hosting.not_ready: the connection is not started", new Retry.No());
        }
        return ready;
    }

    @Override
    protected HealthStatus doHealthCheck(CallContext call) {
        return parts().health().check(call);
    }

    @Override
    protected int longestBody() {
        return LONGEST_BODY;
    }

    @Override
    protected String withoutHostCommands(String text) {
        return HostCommands.escaped(text);
    }

    @Override
    protected PRResult doCreatePR(PROptions options, CallContext call) {
        return parts().creation().create(options, call);
    }

    @Override
    protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
        return parts().update().update(pr, updates, call);
    }

    @Override
    protected MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        return parts().merge(pr, strategy, guard, services(), call);
    }

    @Override
    protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
        return parts().closing().close(pr, expect, call);
    }

    @Override
    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
        return parts().facts(pr, call).status();
    }

    @Override
    protected ReviewStatus doGetReviewStatus(PrRef pr, CallContext call) {
        return parts().facts(pr, call).reviews();
    }

    @Override
    protected PRComments doGetPRComments(PrRef pr, CallContext call) {
        return parts().comments(pr, call);
    }

    @Override
    protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
        return parts().facts(pr, call).all();
    }

    @Override
    protected CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        return parts().commenting().comment(pr, marked, replyTo, key, call);
    }

    @Override
    protected DismissResult doDismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        return parts().dismissal().dismiss(pr, message, expect, call);
    }

    @Override
    protected BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        return parts().protections().read(repo, branch, call);
    }

    @Override
    protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
        return parts().repositories().defaultBranch(repo, call);
    }

    @Override
    protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
        return services().withCredential(cleaned, TOKEN_USER);
    }

    @Override
    public Map<PrRef, String> probe(List<PrRef> prs, CallContext call) {
        return parts().probing().probe(prs, call);
    }

    @Override
    public Tri canWrite(RepoRef repo, UserRef user, CallContext call) {
        return parts().repositories().canWrite(repo, user, call);
    }

    @Override
    public OpenPrs openPrs(RepoRef repo, OpenPrs.Filter filter, CallContext call) {
        return parts().openRequests().read(repo, filter.head(), call);
    }

    @Override
    public ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        return parts().threads().settle(pr, comment, resolved, call);
    }

    @Override
    public ReviewsAsked ask(PrRef pr, List<String> reviewers, CallContext call) {
        return parts().asking().ask(pr, reviewers, call);
    }

    @Override
    public BranchUpdate updateBranch(PrRef pr, Sha expectedHead, CallContext call) {
        return parts().branchUpdating().update(pr, expectedHead, call);
    }

    @Override
    public Tri isUpdated(PrRef pr, Sha head, CallContext call) {
        return parts().branchUpdating().isUpdated(pr, head, call);
    }

    @Override
    public BranchDeletion deleteBranch(
            RepoRef repo, BranchName branch, Sha expectedTip, CallContext call) {
        return parts().branchDeleting().delete(repo, branch, expectedTip, call);
    }

    @Override
    public Optional<Sha> branchTip(RepoRef repo, BranchName branch, CallContext call) {
        return parts().branchDeleting().tip(repo, branch, call);
    }

    @Override
    public CheckTexts texts(PrRef pr, String check, CallContext call) {
        return parts().checks().read(pr, check, call);
    }
}
