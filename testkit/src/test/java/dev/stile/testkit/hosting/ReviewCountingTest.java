package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.Given.HEAD;
import static dev.stile.testkit.hosting.Given.after;
import static dev.stile.testkit.hosting.Given.sha;
import static dev.stile.testkit.hosting.Given.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.ReviewCounting;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a list of reviews counts for. */
@Proves("GH-11")
final class ReviewCountingTest {
    private static final UserRef AUTHOR = user("ada", UserRef.Kind.HUMAN);
    private static final UserRef BOB = user("bob", UserRef.Kind.HUMAN);
    private static final UserRef CAT = user("cat", UserRef.Kind.HUMAN);
    private static final UserRef BOT = user("robot", UserRef.Kind.BOT);
    private static final UserRef GHOST = user("ghost", UserRef.Kind.GHOST);

    private final List<ReviewCounting.Given> reviews = new ArrayList<>();

    @Test
    void oneApprovalOnTheHeadIsEnoughWhereNoNumberIsAskedFor() {
        said(BOB, ReviewerState.APPROVED, HEAD);

        assertThat(count().approved()).isTrue();
        assertThat(count(OptionalInt.of(0)).approved()).isTrue();
        assertThat(count(OptionalInt.of(2)).approved()).isFalse();
    }

    @Test
    void noApprovalIsNeverApproved() {
        assertThat(count(OptionalInt.of(0)).approved()).isFalse();
    }

    @Test
    void theLastOpinionOfAPersonStandsAndACommentIsNone() {
        said(BOB, ReviewerState.CHANGES_REQUESTED, HEAD);
        said(BOB, ReviewerState.APPROVED, HEAD);
        said(BOB, ReviewerState.COMMENTED, HEAD);

        assertThat(count().reviewers())
                .singleElement()
                .satisfies(
                        bob -> {
                            assertThat(bob.state()).isEqualTo(ReviewerState.APPROVED);
                            assertThat(bob.counted()).isTrue();
                        });
    }

    @Test
    void theListMayComeInAnyOrder() {
        said(BOB, ReviewerState.CHANGES_REQUESTED, HEAD);
        said(BOB, ReviewerState.APPROVED, HEAD);
        ReviewCounting.Given first = reviews.removeFirst();
        reviews.add(first);

        assertThat(count().changesRequested()).isFalse();
    }

    @Test
    void aDismissalBringsNoOlderOpinionBack() {
        said(BOB, ReviewerState.APPROVED, HEAD);
        said(BOB, ReviewerState.DISMISSED, HEAD);

        assertThat(count().approved()).isFalse();
        assertThat(count().reviewers().getFirst().state()).isEqualTo(ReviewerState.DISMISSED);
    }

    @Test
    void aChangeRequestStandsWhoeverMadeIt() {
        said(BOB, ReviewerState.APPROVED, HEAD);
        said(BOT, ReviewerState.CHANGES_REQUESTED, sha('d'));

        assertThat(count().changesRequested()).isTrue();
        assertThat(count().approved()).isFalse();
    }

    @Test
    void anApprovalOfAnOlderHeadIsStaleUnlessTheyAreAdmitted() {
        said(BOB, ReviewerState.APPROVED, sha('d'));

        ReviewStatus strict = count();
        ReviewStatus admitting =
                ReviewCounting.count(
                        new ReviewCounting.Rules(HEAD, AUTHOR, OptionalInt.empty(), true),
                        reviews,
                        List.of(),
                        List.of(),
                        true);

        assertThat(strict.approved()).isFalse();
        assertThat(strict.staleApprovals()).isEqualTo(1);
        assertThat(strict.reviewers().getFirst().whyNot()).contains(Reviewer.WhyNot.STALE);
        assertThat(admitting.approved()).isTrue();
    }

    @Test
    void whatTheHostNoLongerCountsIsStaleInEitherCase() {
        reviews.add(given(BOB, ReviewerState.APPROVED, HEAD, Tri.YES, Tri.NO));

        assertThat(count().approved()).isFalse();
    }

    @Test
    void theAuthorBotsGhostsAndThoseWithoutWriteAccessDoNotCount() {
        said(AUTHOR, ReviewerState.APPROVED, HEAD);
        said(BOT, ReviewerState.APPROVED, HEAD);
        said(GHOST, ReviewerState.APPROVED, HEAD);
        reviews.add(given(CAT, ReviewerState.APPROVED, HEAD, Tri.NO, Tri.YES));

        assertThat(count().approved()).isFalse();
        assertThat(count().reviewers().stream().map(Reviewer::whyNot))
                .containsExactly(
                        Optional.of(Reviewer.WhyNot.AUTHOR),
                        Optional.of(Reviewer.WhyNot.BOT),
                        Optional.of(Reviewer.WhyNot.GHOST),
                        Optional.of(Reviewer.WhyNot.NO_WRITE_ACCESS));
    }

    /** It may be a program. */
    @Test
    @Proves("GH-9")
    void anAccountOfAnUnknownKindDoesNotCount() {
        said(Given.user("eve", UserRef.Kind.UNKNOWN), ReviewerState.APPROVED, HEAD);

        assertThat(count().approved()).isFalse();
        assertThat(count().reviewers().getFirst().whyNot()).contains(Reviewer.WhyNot.UNKNOWN_KIND);
    }

    @Test
    void whetherSomebodyMayWriteNeedNotBeKnown() {
        reviews.add(given(CAT, ReviewerState.APPROVED, HEAD, Tri.UNKNOWN, Tri.YES));

        assertThat(count().approved()).isTrue();
    }

    @Test
    void twoGhostsAreNotOnePerson() {
        said(GHOST, ReviewerState.CHANGES_REQUESTED, HEAD);
        said(GHOST, ReviewerState.APPROVED, HEAD);

        assertThat(count().changesRequested()).isTrue();
        assertThat(count().reviewers()).hasSize(2);
    }

    @Test
    void anIncompleteListApprovesNothing() {
        said(BOB, ReviewerState.APPROVED, HEAD);

        ReviewStatus cut =
                ReviewCounting.count(
                        new ReviewCounting.Rules(HEAD, AUTHOR, OptionalInt.empty(), false),
                        reviews,
                        List.of(),
                        List.of(),
                        false);

        assertThat(cut.approved()).isFalse();
        assertThat(cut.approvals()).isEqualTo(1);
    }

    @Test
    void whoWasAskedAndSaidNothingIsPending() {
        said(BOB, ReviewerState.APPROVED, HEAD);

        ReviewStatus asked =
                ReviewCounting.count(
                        new ReviewCounting.Rules(HEAD, AUTHOR, OptionalInt.empty(), false),
                        reviews,
                        List.of(BOB, CAT),
                        List.of(),
                        true);

        assertThat(asked.reviewers().stream().map(Reviewer::state))
                .containsExactly(ReviewerState.APPROVED, ReviewerState.PENDING);
        assertThat(asked.approved()).isTrue();
    }

    private void said(UserRef user, ReviewerState state, Sha head) {
        reviews.add(given(user, state, head, Tri.YES, Tri.YES));
    }

    private ReviewCounting.Given given(
            UserRef user, ReviewerState state, Sha head, Tri canWrite, Tri stillCounted) {
        return new ReviewCounting.Given(
                user,
                state,
                new Token("review-" + reviews.size()),
                Optional.of(head),
                after(reviews.size()),
                canWrite,
                stillCounted);
    }

    private ReviewStatus count() {
        return count(OptionalInt.empty());
    }

    private ReviewStatus count(OptionalInt required) {
        return ReviewCounting.count(
                new ReviewCounting.Rules(HEAD, AUTHOR, required, false),
                reviews,
                List.of(),
                List.of(),
                true);
    }
}
