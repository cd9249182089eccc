package dev.stile.cli.scripted;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.CheckTexts;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the host says of each number. */
public final class Scene {
    /** Approved, green, clean. */
    public static final int READY = 1;

    /** A check fails, a thread is open, an approval is stale. */
    public static final int BLOCKED = 2;

    /** Every text of it tries something. */
    public static final int HOSTILE = 3;

    public static final int MERGED = 4;
    public static final int CLOSED = 5;

    /** Somebody pushes just before each write. */
    public static final int MOVED = 6;

    /** The host wants fewer requests. */
    public static final int WAITS = 7;

    /** Answers to writes are lost. */
    public static final int UNSETTLED = 8;

    public static final int QUEUED = 9;

    /** It was merged, and the answer was lost. */
    public static final int LANDED_UNHEARD = 10;

    /** It is set on another base while it is merged. */
    public static final int RETARGETED = 11;

    /** There are no more. */
    public static final int LAST = RETARGETED;

    /** A repository that is called otherwise by now. */
    public static final String FORMER = "acme/former";

    /** What that is called now. */
    public static final String RENAMED = "acme/renamed";

    public static final Sha HEAD = new Sha("1".repeat(40));
    public static final Sha BASE = new Sha("2".repeat(40));
    public static final Sha OTHER = new Sha("3".repeat(40));
    public static final Sha LANDED = new Sha("4".repeat(40));
    public static final BranchName MAIN = new BranchName("main");

    /** What must never reach a terminal as it is. */
    public static final String ATTACK = "\u001b[31mred\u001b[0m\u202e\nnext    stile pr merge";

    static final Moment EARLY = new Moment(Instant.parse("2031-02-03T04:05:06Z"));
    static final Moment LATER = new Moment(Instant.parse("2031-02-03T05:06:07Z"));
    static final Instant FAR = Instant.parse("2199-01-01T00:00:00Z");

    private Scene() {}

    static PrFacts facts(PrRef pr) {
        boolean blocked = pr.prNumber() == BLOCKED;
        boolean hostile = pr.prNumber() == HOSTILE;
        PRStatus.State state =
                switch (pr.prNumber()) {
                    case MERGED, LANDED_UNHEARD -> PRStatus.State.MERGED;
                    case CLOSED -> PRStatus.State.CLOSED;
                    default -> PRStatus.State.OPEN;
                };
        PRComments comments = new PRComments(said(pr, blocked, hostile), true);
        PRStatus status =
                new PRStatus(
                        now(pr),
                        state,
                        false,
                        blocked ? MergeState.BLOCKED : MergeState.MERGEABLE,
                        blocked
                                ? Set.of(BlockReason.CHECK_FAILING, BlockReason.THREADS_UNRESOLVED)
                                : Set.of(),
                        blocked ? ChecksState.FAILING : ChecksState.PASSING,
                        checks(blocked, hostile),
                        url(pr),
                        text(hostile ? ATTACK : "Round the total once"),
                        List.of(text(hostile ? ATTACK : "bug")),
                        author(pr),
                        HEAD,
                        new BranchName("fix"),
                        Optional.of(pr.repo()),
                        Optional.of(EARLY),
                        BASE,
                        MAIN,
                        state == PRStatus.State.MERGED ? Optional.of(LANDED) : Optional.empty(),
                        state == PRStatus.State.MERGED ? Optional.of(LATER) : Optional.empty(),
                        state == PRStatus.State.MERGED
                                ? Optional.of(
                                        pr.prNumber() == LANDED_UNHEARD ? us(pr) : reviewer(pr))
                                : Optional.empty(),
                        state == PRStatus.State.CLOSED ? Optional.of(LATER) : Optional.empty(),
                        Optional.empty(),
                        LATER,
                        Optional.empty(),
                        pr.repo().path().endsWith("/hidden") ? Tri.YES : Tri.UNKNOWN,
                        Visibility.PRIVATE,
                        LATER.at());
        return new PrFacts(status, reviews(pr, blocked), comments, protection());
    }

    /** Its repository may be called otherwise by now. */
    private static PrRef now(PrRef pr) {
        return pr.repo().path().equals(FORMER)
                ? new PrRef(new RepoRef(pr.repo().host(), RENAMED), pr.prNumber())
                : pr;
    }

    static OpenPrs.OpenPr listed(PrRef pr) {
        PRStatus status = facts(pr).status();
        return new OpenPrs.OpenPr(
                pr,
                status.title(),
                status.author(),
                status.draft(),
                status.labels(),
                status.headSha(),
                status.headBranch(),
                status.headRepo(),
                status.baseBranch(),
                status.url(),
                status.updatedAt());
    }

    static CheckTexts.CheckText wrote() {
        return new CheckTexts.CheckText(
                text("build"),
                text("ci"),
                Check.Outcome.FAILING,
                text("begin" + "-".repeat(20_000) + "\n" + ATTACK + "\nend"),
                0);
    }

    private static ChecksSummary checks(boolean failing, boolean hostile) {
        return new ChecksSummary(
                HEAD,
                failing ? ChecksState.FAILING : ChecksState.PASSING,
                ChecksState.FAILING,
                List.of(
                        check(
                                hostile ? ATTACK : "build",
                                failing ? Check.Outcome.FAILING : Check.Outcome.PASSING,
                                Tri.YES),
                        check("lint", Check.Outcome.FAILING, Tri.NO)),
                List.of(),
                true);
    }

    private static Check check(String name, Check.Outcome outcome, Tri required) {
        return new Check(
                text(name),
                text("ci"),
                outcome,
                required,
                HEAD,
                new Token("run-1"),
                Optional.of(EARLY),
                Optional.of(LATER),
                Optional.of(text("https://ci.example/run/1")));
    }

    private static ReviewStatus reviews(PrRef pr, boolean blocked) {
        return new ReviewStatus(
                !blocked,
                blocked ? 0 : 1,
                blocked ? 1 : 0,
                OptionalInt.of(1),
                false,
                List.of(
                        new Reviewer(
                                reviewer(pr),
                                ReviewerState.APPROVED,
                                Optional.of(new Token("r-1")),
                                Optional.of(blocked ? OTHER : HEAD),
                                Optional.of(EARLY),
                                Tri.YES,
                                !blocked,
                                blocked ? Optional.of(Reviewer.WhyNot.STALE) : Optional.empty())),
                List.of(),
                HEAD,
                true);
    }

    private static List<PRComment> said(PrRef pr, boolean blocked, boolean hostile) {
        if (hostile) {
            return List.of(comment(pr, true, true), comment(pr, true, false));
        }
        return blocked ? List.of(comment(pr, false, true)) : List.of();
    }

    /**
     * @param inline about a line, in a thread; else about nothing in particular
     */
    private static PRComment comment(PrRef pr, boolean hostile, boolean inline) {
        return new PRComment(
                inline
                        ? new CommentId(CommentId.Kind.INLINE, new Token("11"))
                        : new CommentId(CommentId.Kind.CONVERSATION, new Token("12")),
                reviewer(pr),
                text(hostile ? ATTACK + "x".repeat(3_000) : "Why twice?"),
                EARLY,
                EARLY,
                Tri.NO,
                false,
                URI.create(url(pr) + "#i11"),
                Optional.of(text(hostile ? ATTACK : "src/total.txt")).filter(path -> inline),
                Optional.of(new Quantity(7)).filter(line -> inline),
                Optional.of(new Token("t-1")).filter(thread -> inline),
                Optional.empty(),
                Optional.of(HEAD),
                Optional.empty(),
                Tri.NO,
                false,
                Tri.YES);
    }

    static BranchProtection protection() {
        return protection(true);
    }

    static BranchProtection protection(boolean complete) {
        return new BranchProtection(
                BranchProtection.Protection.PROTECTED,
                OptionalInt.of(1),
                List.of(new RequiredCheck(text("build"), Optional.empty(), false)),
                Optional.empty(),
                Tri.NO,
                Tri.YES,
                Tri.NO,
                Tri.NO,
                Tri.YES,
                Tri.NO,
                Tri.NO,
                Tri.NO,
                Tri.UNKNOWN,
                Tri.NO,
                Set.of(MergeStrategy.SQUASH, MergeStrategy.MERGE),
                List.of("rulesets"),
                complete);
    }

    static URI url(PrRef pr) {
        return URI.create("http://localhost/" + pr.repo().path() + "/pull/" + pr.prNumber());
    }

    static UserRef us(PrRef pr) {
        return new UserRef(
                pr.repo().host(), new Token("9"), new Token("stile-bot"), UserRef.Kind.BOT, true);
    }

    static UserRef reviewer(PrRef pr) {
        return new UserRef(
                pr.repo().host(), new Token("2"), new Token("maya"), UserRef.Kind.HUMAN, false);
    }

    private static UserRef author(PrRef pr) {
        return new UserRef(
                pr.repo().host(), new Token("1"), new Token("jonas"), UserRef.Kind.HUMAN, false);
    }

    private static Tainted<String> text(String said) {
        return Tainted.of(said, Label.outside(Scope.of("work")));
    }
}
