package dev.stile.simulator.github.rest;

import dev.stile.simulator.hosting.Comment;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.json.Json;

/** Reviews and comments as the API shows them. */
final class Said {
    private final Addresses addresses;
    private final People people;

    Said(Addresses addresses, People people) {
        this.addresses = addresses;
        this.people = people;
    }

    Json.Obj review(PullRequest pull, Review review) {
        String page = addresses.page(pull) + "#pullrequestreview-" + review.id();
        return Json.object()
                .put("id", review.id())
                .put("node_id", Addresses.node("PRR", review.id()))
                .put("user", people.user(pull.repository(), review.author()))
                .put("body", review.body())
                .put("state", review.state().name())
                .put("html_url", page)
                .put("pull_request_url", addresses.api(pull))
                .put("author_association", People.association(pull.repository(), review.author()))
                .put("_links", links(page, pull).without("self"))
                .put("submitted_at", Times.wire(review.submittedAt()))
                .put("commit_id", review.sha())
                .build();
    }

    Json.Obj conversation(PullRequest pull, Comment comment) {
        String api = addresses.api(pull.repository());
        return Json.object()
                .put("url", api + "/issues/comments/" + comment.id())
                .put("html_url", addresses.page(pull) + "#issuecomment-" + comment.id())
                .put("issue_url", api + "/issues/" + pull.number())
                .put("id", comment.id())
                .put("node_id", Addresses.node("IC", comment.id()))
                .put("user", people.user(pull.repository(), comment.author()))
                .put("created_at", Times.wire(comment.createdAt()))
                .put("updated_at", Times.wire(comment.updatedAt()))
                .put("author_association", People.association(pull.repository(), comment.author()))
                .put("body", comment.body())
                .put("performed_via_github_app", new Json.Null())
                .build();
    }

    Json.Obj inline(PullRequest pull, ReviewThread thread, Comment comment) {
        String page = addresses.page(pull) + "#discussion_r" + comment.id();
        String sha = comment.sha().orElse(pull.headSha());
        var object =
                Json.object()
                        .put(
                                "url",
                                addresses.api(pull.repository())
                                        + "/pulls/comments/"
                                        + comment.id())
                        .put(
                                "pull_request_review_id",
                                comment.reviewId().<Json>map(Json::number).orElse(new Json.Null()))
                        .put("id", comment.id())
                        .put("node_id", Addresses.node("PRRC", comment.id()))
                        .put("diff_hunk", "@@ -1 +1 @@")
                        .put("path", thread.path())
                        .put("position", 1)
                        .put("original_position", 1)
                        .put("commit_id", pull.headSha())
                        .put("original_commit_id", sha)
                        .put("user", people.user(pull.repository(), comment.author()))
                        .put("body", comment.body())
                        .put("created_at", Times.wire(comment.createdAt()))
                        .put("updated_at", Times.wire(comment.updatedAt()))
                        .put("html_url", page)
                        .put("pull_request_url", addresses.api(pull))
                        .put(
                                "author_association",
                                People.association(pull.repository(), comment.author()))
                        .put("_links", links(page, pull))
                        .put("line", thread.line())
                        .put("original_line", thread.line())
                        .put("side", "RIGHT")
                        .put("subject_type", "line");
        comment.replyTo().ifPresent(first -> object.put("in_reply_to_id", first));
        return object.build();
    }

    private Json.Obj links(String page, PullRequest pull) {
        return Json.object()
                .put("self", Json.object().put("href", addresses.api(pull)).build())
                .put("html", Json.object().put("href", page).build())
                .put("pull_request", Json.object().put("href", addresses.api(pull)).build())
                .build();
    }
}
