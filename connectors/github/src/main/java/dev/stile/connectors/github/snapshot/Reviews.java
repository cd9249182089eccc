package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.ReviewCounting;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.connectors.github.wire.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the reviewers say. */
final class Reviews {
    private enum RequestedType {
        USER,
        BOT,
        MANNEQUIN,
        TEAM,
        OTHER
    }

    /** Words of {@code PullRequestReviewState}, and what is none of them. */
    private enum State {
        APPROVED,
        CHANGES_REQUESTED,
        COMMENTED,
        DISMISSED,
        PENDING,
        OTHER
    }

    private Reviews() {}

    /** Empty for a word that is not known. */
    static Optional<ReviewerState> state(Node review) {
        return switch (review.word("state", State.class, State.OTHER)) {
            case APPROVED -> Optional.of(ReviewerState.APPROVED);
            case CHANGES_REQUESTED -> Optional.of(ReviewerState.CHANGES_REQUESTED);
            case COMMENTED -> Optional.of(ReviewerState.COMMENTED);
            case DISMISSED -> Optional.of(ReviewerState.DISMISSED);
            case PENDING -> Optional.of(ReviewerState.PENDING);
            case OTHER -> Optional.empty();
        };
    }

    static ReviewStatus of(
            Snapshot snapshot,
            Users users,
            Comments comments,
            OptionalInt required,
            boolean countStale) {
        // Without the author of the pull request an approval of theirs would count.
        boolean complete =
                snapshot.list(Part.REVIEWS).complete()
                        && snapshot.isWhole("reviewRequests")
                        && snapshot.isWhole("author");
        List<ReviewCounting.Given> given = new ArrayList<>();
        for (Node review : snapshot.list(Part.REVIEWS).items()) {
            Optional<ReviewerState> state = state(review);
            complete &= state.isPresent();
            // A pending one is a draft that only its author sees.
            state.filter(known -> known != ReviewerState.PENDING)
                    .ifPresent(known -> given.add(given(review, known, users)));
        }
        return ReviewCounting.count(
                new ReviewCounting.Rules(
                        snapshot.headSha(),
                        users.of(snapshot.request().find("author")),
                        required,
                        countStale),
                given,
                asked(snapshot, users),
                comments.reviewBodies(),
                complete);
    }

    private static ReviewCounting.Given given(Node review, ReviewerState state, Users users) {
        return new ReviewCounting.Given(
                users.of(review.find("author")),
                state,
                Comments.id(review),
                review.find("commit").map(commit -> commit.sha("oid")),
                review.moment("submittedAt"),
                review.tri("authorCanPushToRepository"),
                // Where a push voids approvals the host dismisses them itself.
                Tri.YES);
    }

    /** People only: a team is nobody's opinion. */
    private static List<UserRef> asked(Snapshot snapshot, Users users) {
        List<UserRef> asked = new ArrayList<>();
        Optional<Node> requests = snapshot.request().find("reviewRequests");
        for (Node request : requests.map(all -> all.items("nodes")).orElse(List.of())) {
            Optional<Node> reviewer = request.find("requestedReviewer");
            boolean person =
                    reviewer.map(
                                    node ->
                                            node.word(
                                                            "__typename",
                                                            RequestedType.class,
                                                            RequestedType.OTHER)
                                                    == RequestedType.USER)
                            .orElse(false);
            if (person) {
                asked.add(users.of(reviewer));
            }
        }
        return asked;
    }
}
