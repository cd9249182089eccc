package dev.stile.connectors.github.snapshot;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.snapshot.Snapshot.Listed;
import dev.stile.connectors.github.wire.Node;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was said on a pull request, of all three kinds. Any thread may use it. */
final class Comments {
    /** Words of {@code CommentAuthorAssociation} that say something about the right to write. */
    private enum Association {
        OWNER,
        OTHER
    }

    /** What differs between the kinds. */
    private record Place(
            CommentId.Kind kind,
            Moment createdAt,
            Optional<Node> thread,
            Optional<Sha> sha,
            Optional<ReviewerState> reviewState) {}

    private final Snapshot snapshot;
    private final Users users;
    private final URI webUrl;

    Comments(Snapshot snapshot, Users users, URI webUrl) {
        this.snapshot = snapshot;
        this.users = users;
        this.webUrl = webUrl;
    }

    /** All, oldest first. */
    PRComments all() {
        List<PRComment> items = new ArrayList<>(reviewBodies());
        boolean complete = snapshot.list(Part.REVIEWS).complete();
        Listed conversation = snapshot.list(Part.COMMENTS);
        complete &= conversation.complete();
        for (Node comment : conversation.items()) {
            items.add(
                    comment(
                            comment,
                            new Place(
                                    CommentId.Kind.CONVERSATION,
                                    comment.moment("createdAt"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty())));
        }
        Listed threads = snapshot.list(Part.THREADS);
        complete &= threads.complete();
        for (Node thread : threads.items()) {
            List<Node> comments = new ArrayList<>(thread.field("comments").items("nodes"));
            comments.addAll(snapshot.further().getOrDefault(thread.token("id").text(), List.of()));
            for (Node comment : comments) {
                items.add(inline(comment, thread));
            }
        }
        items.sort(
                Comparator.comparing((PRComment comment) -> comment.createdAt().at())
                        .thenComparing(comment -> comment.id().toString()));
        return new PRComments(items, complete);
    }

    /** What reviews say, and each standing change request, whatever it says. */
    List<PRComment> reviewBodies() {
        List<PRComment> bodies = new ArrayList<>();
        for (Node review : snapshot.list(Part.REVIEWS).items()) {
            Optional<ReviewerState> state = Reviews.state(review);
            boolean says =
                    !review.isBlank("body")
                            || state.equals(Optional.of(ReviewerState.CHANGES_REQUESTED));
            if (says && state.isPresent() && state.get() != ReviewerState.PENDING) {
                bodies.add(
                        comment(
                                review,
                                new Place(
                                        CommentId.Kind.REVIEW,
                                        review.moment("submittedAt"),
                                        Optional.empty(),
                                        review.find("commit").map(commit -> commit.sha("oid")),
                                        state)));
            }
        }
        return bodies;
    }

    private PRComment inline(Node comment, Node thread) {
        return comment(
                comment,
                new Place(
                        CommentId.Kind.INLINE,
                        comment.moment("createdAt"),
                        Optional.of(thread),
                        comment.find("commit").map(commit -> commit.sha("oid")),
                        Optional.empty()));
    }

    private PRComment comment(Node node, Place place) {
        UserRef author = users.of(node.find("author"));
        boolean inline = place.thread().isPresent();
        return new PRComment(
                new CommentId(place.kind(), id(node)),
                author,
                node.text("body"),
                place.createdAt(),
                node.moment("updatedAt"),
                edited(node),
                false,
                node.url("url", webUrl),
                inline ? node.findText("path") : Optional.empty(),
                inline ? node.findWhole("line").map(Quantity::new) : Optional.empty(),
                place.thread().map(thread -> thread.token("id")),
                inline
                        ? node.find("replyTo")
                                .map(to -> new CommentId(CommentId.Kind.INLINE, id(to)))
                        : Optional.empty(),
                place.sha(),
                place.reviewState(),
                place.thread().map(thread -> thread.tri("isResolved")).orElse(Tri.NO),
                node.tri("isMinimized") == Tri.YES,
                canWrite(node));
    }

    private static Tri edited(Node node) {
        if (node.has("lastEditedAt")) {
            return Tri.YES;
        }
        return node.has(RestWords.EDITS_UNTOLD) ? Tri.UNKNOWN : Tri.NO;
    }

    /** The review says it; membership of an organisation alone gives no right. */
    private static Tri canWrite(Node node) {
        if (node.has("authorCanPushToRepository")) {
            return node.tri("authorCanPushToRepository");
        }
        boolean owner =
                node.word("authorAssociation", Association.class, Association.OTHER)
                        == Association.OWNER;
        return owner ? Tri.YES : Tri.UNKNOWN;
    }

    static Token id(Node node) {
        return node.findToken("fullDatabaseId").orElseGet(() -> node.token("databaseId"));
    }
}
