package dev.stile.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.hosting.BranchDeletes;
import dev.stile.api.hosting.BranchDeletion;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.BranchUpdates;
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
import dev.stile.api.hosting.MergeState;
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
import dev.stile.api.value.Token;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Speaks to a {@link Forge}, and refuses whatever no test has taught it. */
public final class ScriptedHost extends GitHost
        implements PrProbe,
                PermissionProbe,
                PrList,
                Threads,
                ReviewRequests,
                BranchUpdates,
                BranchDeletes {
    private final ConnectorContext context;
    private final Forge forge;
    private final Shown shown;

    public ScriptedHost(ConnectorContext context, Forge forge) {
        super(context.clock(), line -> context.log().note(line, List.of()));
        this.context = context;
        this.forge = forge;
        this.shown = new Shown(forge);
    }

    @Override
    protected void doInitialize() {
        if (context.settings().find("broken").isPresent()) {
            throw new Invalid("broken", "must not be set", List.of());
        }
        forge.starting.run();
    }

    @Override
    protected void doShutdown() {
        forge.ending.accept(context.connection());
    }

    @Override
    protected HealthStatus doHealthCheck(CallContext call) {
        forge.greeting.run();
        return new HealthStatus(true, "answers", forge.health);
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
        PrRef pr = new PrRef(options.repo(), 1);
        forge.request("create", pr);
        Forge.Pull pull = forge.open(pr);
        forge.afterWrite.run();
        return new PRResult(1, Shown.url(pr), pull.head, pull.base, true, List.of());
    }

    @Override
    protected UpdateResult doUpdatePR(PrRef pr, PRUpdates updates, CallContext call) {
        forge.request("update", pr);
        Forge.Pull pull = pull(pr);
        updates.title().ifPresent(title -> pull.title = title.value());
        updates.draft().ifPresent(draft -> pull.draft = draft);
        forge.afterWrite.run();
        return new UpdateResult(Set.of("title", "draft"), Set.of(), List.of());
    }

    @Override
    protected MergeResult doMergePR(
            PrRef pr, MergeStrategy strategy, MergeGuard guard, CallContext call) {
        forge.request("read", pr);
        Forge.Pull pull = pull(pr);
        if (pull.state == PRStatus.State.MERGED) {
            return merged(pull, true);
        }
        if (pull.state == PRStatus.State.CLOSED) {
            return MergeResult.Refused.because(MergeFailureReason.CLOSED, "it is closed");
        }
        if (!pull.head.equals(guard.expectedHead())) {
            return MergeResult.Refused.because(MergeFailureReason.HEAD_CHANGED, "another head");
        }
        if (pull.mergeState != MergeState.MERGEABLE) {
            return MergeResult.Refused.because(MergeFailureReason.BLOCKED, "a rule");
        }
        forge.request("merge", pr);
        forge.beforeMerge.run();
        forge.land(pull, guard.key().text());
        forge.afterMerge.run();
        return merged(pull, false);
    }

    private static MergeResult.Merged merged(Forge.Pull pull, boolean already) {
        return new MergeResult.Merged(
                pull.landed.orElseThrow(),
                pull.head,
                new BranchName(pull.baseBranch),
                Optional.of(MergeStrategy.SQUASH),
                already,
                Optional.empty(),
                Optional.empty());
    }

    @Override
    protected CloseResult doClosePR(PrRef pr, Expect expect, CallContext call) {
        forge.request("close", pr);
        pull(pr).state = PRStatus.State.CLOSED;
        forge.afterWrite.run();
        return new CloseResult.Closed();
    }

    @Override
    public ThreadResult settle(PrRef pr, CommentId comment, boolean resolved, CallContext call) {
        forge.request("settle", pr);
        pull(pr).settled.add(comment.id().text());
        forge.afterWrite.run();
        return new ThreadResult(comment.id(), resolved, true);
    }

    @Override
    public ReviewsAsked ask(PrRef pr, List<String> reviewers, CallContext call) {
        forge.request("ask", pr);
        List<String> asked =
                reviewers.stream().filter(login -> !forge.notAsked.contains(login)).toList();
        pull(pr).asked.addAll(asked);
        forge.afterWrite.run();
        return new ReviewsAsked(
                asked, reviewers.stream().filter(login -> !asked.contains(login)).toList());
    }

    @Override
    public BranchUpdate updateBranch(PrRef pr, Sha expectedHead, CallContext call) {
        forge.request("update-branch", pr);
        Forge.Pull pull = pull(pr);
        pull.updatedFrom.add(pull.head);
        pull.head = Forge.sha("e");
        forge.afterWrite.run();
        return new BranchUpdate.Updated(pull.head, pull.base);
    }

    @Override
    public Tri isUpdated(PrRef pr, Sha head, CallContext call) {
        forge.request("commits", pr);
        Forge.Pull pull = pull(pr);
        return pull.complete ? Tri.of(pull.updatedFrom.contains(head)) : Tri.UNKNOWN;
    }

    @Override
    public OpenPrs openPrs(RepoRef repo, OpenPrs.Filter filter, CallContext call) {
        return new OpenPrs(List.of(), true);
    }

    @Override
    public BranchDeletion deleteBranch(
            RepoRef repo, BranchName branch, Sha expectedTip, CallContext call) {
        forge.request("delete-branch", repo.key());
        if (!forge.topic.equals(Optional.of(expectedTip))) {
            return new BranchDeletion.Kept(BranchDeletion.Why.MOVED);
        }
        forge.topic = Optional.empty();
        forge.write("deletions.txt", branch.text());
        forge.afterWrite.run();
        return new BranchDeletion.Deleted();
    }

    @Override
    public Optional<Sha> branchTip(RepoRef repo, BranchName branch, CallContext call) {
        forge.request("tip", repo.key());
        return forge.topic;
    }

    @Override
    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
        forge.request("read", pr);
        return shown.status(pull(pr));
    }

    @Override
    protected ReviewStatus doGetReviewStatus(PrRef pr, CallContext call) {
        forge.request("read", pr);
        return Shown.reviews(pull(pr));
    }

    @Override
    protected PRComments doGetPRComments(PrRef pr, CallContext call) {
        forge.request("read", pr);
        return shown.comments(pull(pr));
    }

    @Override
    protected PrFacts doDetectPrEvents(PrRef pr, CallContext call) {
        forge.time.put("snapshot", call.deadline().left());
        forge.request("snapshot", pr);
        Forge.Pull pull = pull(pr);
        PrFacts facts =
                new PrFacts(
                        shown.status(pull),
                        Shown.reviews(pull),
                        shown.comments(pull),
                        Forge.protection());
        forge.answered.run();
        return facts;
    }

    @Override
    protected CommentResult doCommentOnPR(
            PrRef pr,
            Untainted<String, Sink.RecordField> marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        forge.request("comment", pr);
        Forge.Pull pull = pull(pr);
        String id = String.valueOf(100 + pull.said.size());
        pull.said.add(
                new Forge.Said(
                        id, "robot", marked.value(), forge.clock.instant(), forge.clock.instant()));
        forge.write("comments.txt", pr.key() + " " + marked.value());
        forge.afterWrite.run();
        CommentId comment = new CommentId(CommentId.Kind.CONVERSATION, new Token(id));
        return new CommentResult(comment, Shown.url(pr), false, true);
    }

    @Override
    protected DismissResult doDismissApprovals(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        forge.request("dismiss", pr);
        forge.afterWrite.run();
        return forge.dismissal;
    }

    @Override
    protected BranchProtection doGetBranchProtection(
            RepoRef repo, BranchName branch, CallContext call) {
        return branch.text().equals(Forge.TOPIC) ? forge.topicRules : Forge.protection();
    }

    @Override
    protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
        forge.time.put("branch", call.deadline().left());
        return new BranchName("main");
    }

    @Override
    protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
        return services().withCredential(cleaned, "robot user");
    }

    @Override
    public Map<PrRef, String> probe(List<PrRef> prs, CallContext call) {
        if (prs.isEmpty() || prs.size() > PrProbe.MOST) {
            throw new IllegalArgumentException("a probe is of 1 to " + PrProbe.MOST);
        }
        forge.request("probe", prs.getFirst());
        forge.probed.addAndGet(prs.size());
        Map<PrRef, String> prints = new LinkedHashMap<>();
        for (PrRef pr : prs) {
            forge.find(pr)
                    .ifPresent(
                            pull ->
                                    prints.put(
                                            pr,
                                            pull.head.brief()
                                                    + pull.state
                                                    + pull.mergeState
                                                    + pull.checks
                                                    + pull.updated));
        }
        return prints;
    }

    private Forge.Pull pull(PrRef pr) {
        return forge.find(pr)
                .orElseThrow(
                        () -> new NotFound(NotFound.What.RECORD, "there is no such pull request"));
    }

    @Override
    public Tri canWrite(RepoRef repo, UserRef user, CallContext call) {
        forge.request("permission", user.login().text());
        return forge.access.get(user.login().text());
    }

    private static AssertionError untaught(String method) {
        return new AssertionError("no test taught this host " + method);
    }
}
