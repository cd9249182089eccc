package dev.stile.testkit.facts;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.QueueEntry;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A snapshot of one pull request. It begins approved by one person, green and mergeable; a test
 * says what is different. One thread.
 */
public final class SampleFacts {
    private PRStatus.State state = PRStatus.State.OPEN;
    private boolean draft;
    private MergeState mergeState = MergeState.MERGEABLE;
    private Set<BlockReason> blockReasons = Set.of();
    private ChecksState checksState = ChecksState.PASSING;
    private Optional<ChecksState> required = Optional.empty();
    private List<Check> checks =
            List.of(Samples.check("build", "1", Check.Outcome.PASSING, Tri.YES));
    private List<String> missing = List.of();
    private boolean checksComplete = true;
    private List<String> labels = List.of();
    private UserRef author = Samples.AUTHOR;
    private Sha head = Samples.HEAD;
    private Optional<Sha> checkedHead = Optional.empty();
    private Optional<Sha> reviewedHead = Optional.empty();
    private Optional<RepoRef> headRepo = Optional.of(Samples.PR.repo());
    private Optional<Instant> headSince = Optional.empty();
    private Sha baseTip = Samples.BASE;
    private String base = "main";
    private Instant updatedAt = Samples.NOON.minusSeconds(3600);
    private boolean queued;
    private Tri canBypass = Tri.NO;
    private Visibility visibility = Visibility.PRIVATE;
    private Instant observedAt = Samples.NOON;
    private final List<Reviewer> reviewers = new ArrayList<>();
    private OptionalInt requiredApprovals = OptionalInt.of(1);
    private boolean reviewsComplete = true;
    private final List<PRComment> comments = new ArrayList<>();
    private final List<PRComment> reviewBodies = new ArrayList<>();
    private boolean commentsComplete = true;
    private BranchProtection.Protection protection = BranchProtection.Protection.PROTECTED;
    private List<String> requiredChecks = List.of("build");
    private Tri threadResolution = Tri.NO;
    private Tri linearHistory = Tri.NO;
    private Tri mergeQueue = Tri.NO;
    private Set<MergeStrategy> allowed = Set.of(MergeStrategy.values());
    private boolean protectionComplete = true;

    /** Approved, green and mergeable. */
    public static SampleFacts ready() {
        return unreviewed().approvedBy(Samples.PERSON, Samples.NOON.minusSeconds(1800));
    }

    /** Green and mergeable; nobody has looked at it. */
    public static SampleFacts unreviewed() {
        return new SampleFacts();
    }

    public SampleFacts state(PRStatus.State now) {
        state = now;
        return this;
    }

    public SampleFacts draft() {
        draft = true;
        return this;
    }

    public SampleFacts merge(MergeState now, BlockReason... reasons) {
        mergeState = now;
        blockReasons = Set.of(reasons);
        return this;
    }

    public SampleFacts checks(ChecksState all, Check... each) {
        checksState = all;
        checks = List.of(each);
        return this;
    }

    public SampleFacts requiredChecks(ChecksState needed) {
        required = Optional.of(needed);
        return this;
    }

    public SampleFacts missing(String... names) {
        missing = List.of(names);
        return this;
    }

    public SampleFacts checksIncomplete() {
        checksComplete = false;
        return this;
    }

    public SampleFacts labels(String... names) {
        labels = List.of(names);
        return this;
    }

    public SampleFacts by(UserRef user) {
        author = user;
        return this;
    }

    public SampleFacts head(Sha now) {
        head = now;
        return this;
    }

    public SampleFacts headSince(Instant time) {
        headSince = Optional.of(time);
        return this;
    }

    public SampleFacts checkedHead(Sha of) {
        checkedHead = Optional.of(of);
        return this;
    }

    public SampleFacts reviewedHead(Sha of) {
        reviewedHead = Optional.of(of);
        return this;
    }

    public SampleFacts fromFork() {
        headRepo = Optional.of(new RepoRef(Samples.HOST, "ana/web"));
        return this;
    }

    public SampleFacts base(String branch, Sha tip) {
        base = branch;
        baseTip = tip;
        return this;
    }

    public SampleFacts updatedAt(Instant time) {
        updatedAt = time;
        return this;
    }

    public SampleFacts queued() {
        queued = true;
        return this;
    }

    public SampleFacts canBypass(Tri known) {
        canBypass = known;
        return this;
    }

    public SampleFacts visible(Visibility to) {
        visibility = to;
        return this;
    }

    public SampleFacts observedAt(Instant time) {
        observedAt = time;
        return this;
    }

    public SampleFacts approvedBy(UserRef user, Instant time) {
        return reviewer(user, ReviewerState.APPROVED, time, Tri.YES, true, Optional.empty());
    }

    public SampleFacts staleApproval(UserRef user, Sha of, Tri canWrite) {
        reviewers.add(
                new Reviewer(
                        user,
                        ReviewerState.APPROVED,
                        Optional.of(new Token("9" + user.id())),
                        Optional.of(of),
                        Optional.of(new Moment(Samples.NOON.minusSeconds(7200))),
                        canWrite,
                        false,
                        Optional.of(Reviewer.WhyNot.STALE)));
        return this;
    }

    public SampleFacts changesRequestedBy(UserRef user, Instant time, Tri canWrite) {
        return reviewer(
                user, ReviewerState.CHANGES_REQUESTED, time, canWrite, false, Optional.empty());
    }

    /** The review of a user has the id 9 and that of the user. */
    private SampleFacts reviewer(
            UserRef user,
            ReviewerState opinion,
            Instant time,
            Tri canWrite,
            boolean counted,
            Optional<Reviewer.WhyNot> whyNot) {
        reviewers.add(
                new Reviewer(
                        user,
                        opinion,
                        Optional.of(new Token("9" + user.id())),
                        Optional.of(head),
                        Optional.of(new Moment(time)),
                        canWrite,
                        counted,
                        whyNot));
        return this;
    }

    public SampleFacts requiredApprovals(int count) {
        requiredApprovals = OptionalInt.of(count);
        return this;
    }

    public SampleFacts reviewsIncomplete() {
        reviewsComplete = false;
        return this;
    }

    public SampleFacts say(Said said) {
        comments.add(said.comment());
        return this;
    }

    public SampleFacts reviewBody(Said said) {
        reviewBodies.add(said.comment());
        return this;
    }

    public SampleFacts commentsIncomplete() {
        commentsComplete = false;
        return this;
    }

    public SampleFacts protection(BranchProtection.Protection known) {
        protection = known;
        return this;
    }

    public SampleFacts noRequiredChecks() {
        requiredChecks = List.of();
        return this;
    }

    public SampleFacts threadsMustBeResolved(Tri known) {
        threadResolution = known;
        return this;
    }

    public SampleFacts linearHistory() {
        linearHistory = Tri.YES;
        return this;
    }

    public SampleFacts queueNeeded() {
        mergeQueue = Tri.YES;
        return this;
    }

    public SampleFacts allow(MergeStrategy... strategies) {
        allowed = Set.of(strategies);
        return this;
    }

    public SampleFacts protectionIncomplete() {
        protectionComplete = false;
        return this;
    }

    public PrFacts facts() {
        return new PrFacts(
                status(),
                reviews(),
                new PRComments(comments, commentsComplete),
                new BranchProtection(
                        protection,
                        requiredApprovals,
                        requiredChecks.stream()
                                .map(
                                        name ->
                                                new RequiredCheck(
                                                        Tainted.of(name, Samples.OUTSIDE),
                                                        Optional.empty(),
                                                        false))
                                .toList(),
                        Optional.empty(),
                        Tri.NO,
                        Tri.NO,
                        Tri.NO,
                        Tri.NO,
                        threadResolution,
                        linearHistory,
                        Tri.NO,
                        mergeQueue,
                        Tri.YES,
                        Tri.NO,
                        allowed,
                        List.of("rules"),
                        protectionComplete));
    }

    private PRStatus status() {
        boolean merged = state == PRStatus.State.MERGED;
        boolean closed = state == PRStatus.State.CLOSED;
        return new PRStatus(
                Samples.PR,
                state,
                draft,
                mergeState,
                blockReasons,
                checksState,
                new ChecksSummary(
                        checkedHead.orElse(head),
                        required.orElse(checksState),
                        ChecksState.NONE,
                        checks,
                        missing.stream().map(name -> Tainted.of(name, Samples.OUTSIDE)).toList(),
                        checksComplete),
                URI.create("https://code.example/acme/web/pull/12"),
                Tainted.of("A change", Samples.OUTSIDE),
                labels.stream().map(name -> Tainted.of(name, Samples.OUTSIDE)).toList(),
                author,
                head,
                new BranchName("topic"),
                headRepo,
                headSince.map(Moment::new),
                baseTip,
                new BranchName(base),
                merged ? Optional.of(Samples.sha('e')) : Optional.empty(),
                merged ? Optional.of(new Moment(Samples.NOON)) : Optional.empty(),
                merged ? Optional.of(Samples.PERSON) : Optional.empty(),
                closed ? Optional.of(new Moment(Samples.NOON)) : Optional.empty(),
                closed ? Optional.of(Samples.PERSON) : Optional.empty(),
                new Moment(updatedAt),
                queued
                        ? Optional.of(new QueueEntry(new Token("q1"), OptionalInt.of(1)))
                        : Optional.empty(),
                canBypass,
                visibility,
                observedAt);
    }

    private ReviewStatus reviews() {
        int counted = (int) reviewers.stream().filter(Reviewer::counted).count();
        boolean requested =
                reviewers.stream()
                        .anyMatch(each -> each.state() == ReviewerState.CHANGES_REQUESTED);
        return new ReviewStatus(
                reviewsComplete
                        && !requested
                        && counted >= Math.max(1, requiredApprovals.orElse(1)),
                counted,
                0,
                requiredApprovals,
                requested,
                reviewers,
                reviewBodies,
                reviewedHead.orElse(head),
                reviewsComplete);
    }
}
