package dev.stile.hosting.access;

import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;

import java.util.List;
import java.util.Map;

/** A snapshot, completed by what is known of accounts from elsewhere. Pure. */
final class KnownAccess {
    private final Map<UserRef, Tri> known;

    private KnownAccess(Map<UserRef, Tri> known) {
        this.known = known;
    }

    /** What the snapshot itself says of somebody stands. */
    static PrFacts in(PrFacts facts, Map<UserRef, Tri> known) {
        return new KnownAccess(known).facts(facts);
    }

    private PrFacts facts(PrFacts facts) {
        ReviewStatus reviews = facts.reviews();
        return new PrFacts(
                facts.status(),
                new ReviewStatus(
                        reviews.approved(),
                        reviews.approvals(),
                        reviews.staleApprovals(),
                        reviews.requiredApprovals(),
                        reviews.changesRequested(),
                        reviews.reviewers().stream().map(this::reviewer).toList(),
                        comments(reviews.comments()),
                        reviews.headSha(),
                        reviews.complete()),
                new PRComments(comments(facts.comments().items()), facts.comments().complete()),
                facts.protection());
    }

    private List<PRComment> comments(List<PRComment> comments) {
        return comments.stream().map(this::comment).toList();
    }

    private PRComment comment(PRComment comment) {
        return new PRComment(
                comment.id(),
                comment.author(),
                comment.body(),
                comment.createdAt(),
                comment.updatedAt(),
                comment.edited(),
                comment.own(),
                comment.url(),
                comment.path(),
                comment.line(),
                comment.threadId(),
                comment.replyTo(),
                comment.sha(),
                comment.reviewState(),
                comment.resolved(),
                comment.hidden(),
                known(comment.author(), comment.canWrite()));
    }

    private Reviewer reviewer(Reviewer reviewer) {
        return new Reviewer(
                reviewer.user(),
                reviewer.state(),
                reviewer.reviewId(),
                reviewer.sha(),
                reviewer.submittedAt(),
                known(reviewer.user(), reviewer.canWrite()),
                reviewer.counted(),
                reviewer.whyNot());
    }

    private Tri known(UserRef user, Tri said) {
        return said == Tri.UNKNOWN ? known.getOrDefault(user, said) : said;
    }
}
