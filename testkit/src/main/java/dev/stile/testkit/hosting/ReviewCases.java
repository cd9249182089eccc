package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.testkit.contract.Seen;

import java.util.Map;
import java.util.Optional;

/** What reviewers say, and which of it counts. */
final class ReviewCases {
    private final HostScene scene;

    ReviewCases(HostScene scene) {
        this.scene = scene;
    }

    void standingOpinionPerPerson() {
        PrRef pr = scene.pr();
        CommentId first = scene.pulls().review(pr, Account.BEN, ReviewerState.APPROVED, "fine");
        assertThat(of(pr, Account.BEN).state()).isEqualTo(ReviewerState.APPROVED);
        scene.pulls().review(pr, Account.BEN, ReviewerState.COMMENTED, "one more word");
        assertThat(of(pr, Account.BEN).state()).isEqualTo(ReviewerState.APPROVED);
        assertThat(reviews(pr).approved()).isTrue();

        CommentId second =
                scene.pulls().review(pr, Account.BEN, ReviewerState.CHANGES_REQUESTED, "no");
        assertThat(of(pr, Account.BEN).state()).isEqualTo(ReviewerState.CHANGES_REQUESTED);
        assertThat(of(pr, Account.BEN).reviewId()).isEqualTo(Optional.of(second.id()));
        assertThat(reviews(pr).changesRequested()).isTrue();
        assertThat(reviews(pr).approved()).isFalse();
        assertThat(reviews(pr).reviewers()).hasSize(1);

        scene.pulls().dismiss(pr, second);
        ReviewStatus dismissed = reviews(pr);
        assertThat(dismissed.changesRequested()).isFalse();
        assertThat(dismissed.approved()).as("an older approval comes not back").isFalse();
        assertThat(dismissed.approvals()).isZero();
        assertThat(dismissed.comments())
                .extracting(comment -> Seen.in(comment.body()))
                .contains("fine", "one more word", "no");
        assertThat(dismissed.comments()).extracting(comment -> comment.id()).contains(first);
    }

    void countingRules() {
        PrRef pr = scene.pr();
        scene.pulls().review(pr, Account.STRANGER, ReviewerState.APPROVED, "");
        whyNot(pr, Account.STRANGER, Reviewer.WhyNot.NO_WRITE_ACCESS);
        scene.pulls().review(pr, Account.ROBOT, ReviewerState.APPROVED, "");
        whyNot(pr, Account.ROBOT, Reviewer.WhyNot.BOT);
        assertThat(reviews(pr).approved()).isFalse();
        assertThat(reviews(pr).approvals()).isZero();

        scene.approve(pr);
        assertThat(of(pr, Account.BEN).counted()).isTrue();
        assertThat(of(pr, Account.BEN).sha()).isEqualTo(Optional.of(scene.head(pr)));
        assertThat(reviews(pr).approved()).isTrue();
        assertThat(reviews(pr).approvals()).isEqualTo(1);
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().approvals(2));
        assertThat(reviews(pr).requiredApprovals().orElse(0)).isEqualTo(2);
        assertThat(reviews(pr).approved()).isFalse();
        scene.rules().unprotect(scene.repo(), scene.base());

        scene.pulls().review(pr, Account.ROBOT, ReviewerState.CHANGES_REQUESTED, "no");
        assertThat(reviews(pr).approved()).as("a program stands against it").isFalse();
        stale();
    }

    private void stale() {
        PrRef pr = scene.pr();
        scene.approve(pr);
        scene.git().push(scene.repo(), scene.headOf(pr), "after.txt", "after\n");
        whyNot(pr, Account.BEN, Reviewer.WhyNot.STALE);
        assertThat(reviews(pr).approved()).isFalse();
        assertThat(reviews(pr).staleApprovals()).isEqualTo(1);

        HeardHost lenient = scene.started(Map.of("count_stale_approvals", "true"));
        assertThat(lenient.getReviewStatus(pr, scene.call()).approved()).isTrue();
        scene.pulls().review(pr, Account.CLEO, ReviewerState.APPROVED, "");
        assertThat(reviews(pr).approved()).isTrue();
        assertThat(reviews(pr).approvals()).isEqualTo(1);

        scene.pulls().forget(Account.CLEO);
        assertThat(reviews(pr).approved()).as("the account is gone").isFalse();
    }

    private void whyNot(PrRef pr, Account who, Reviewer.WhyNot why) {
        Reviewer reviewer = of(pr, who);
        assertThat(reviewer.state()).isEqualTo(ReviewerState.APPROVED);
        assertThat(reviewer.counted()).isFalse();
        assertThat(reviewer.whyNot()).isEqualTo(Optional.of(why));
    }

    void requestedArePending() {
        PrRef pr = scene.pr();
        scene.pulls().ask(pr, Account.BEN);
        assertThat(of(pr, Account.BEN).state()).isEqualTo(ReviewerState.PENDING);
        assertThat(of(pr, Account.BEN).counted()).isFalse();
        assertThat(reviews(pr).approved()).isFalse();

        scene.approve(pr);
        assertThat(of(pr, Account.BEN).state()).isEqualTo(ReviewerState.APPROVED);
        assertThat(reviews(pr).approved()).isTrue();
    }

    private ReviewStatus reviews(PrRef pr) {
        ReviewStatus reviews = scene.host().getReviewStatus(pr, scene.call());
        assertThat(reviews.complete()).isTrue();
        assertThat(reviews.headSha()).isEqualTo(scene.head(pr));
        return reviews;
    }

    private Reviewer of(PrRef pr, Account who) {
        String login = scene.control().login(who);
        return reviews(pr).reviewers().stream()
                .filter(reviewer -> reviewer.user().login().text().equals(login))
                .reduce(
                        (one, two) -> {
                            throw new AssertionError("two entries for one person");
                        })
                .orElseThrow(() -> new AssertionError("nothing of " + login));
    }
}
