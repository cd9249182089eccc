package dev.stile.simulator.github.graphql;

import dev.stile.simulator.github.rest.Addresses;
import dev.stile.simulator.github.rest.People;
import dev.stile.simulator.github.rest.Times;
import dev.stile.simulator.hosting.Comment;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.hosting.Role;

import graphql.schema.DataFetchingEnvironment;

import java.util.Optional;
import java.util.function.Function;

/** The fields of reviews, threads and comments. */
final class TalkFields {
    private TalkFields() {}

    static void add(Served served) {
        reviews(served);
        threads(served);
        comments(
                served,
                "IssueComment",
                Nodes.Remark.class,
                Nodes.Remark::pull,
                Nodes.Remark::comment,
                "IC",
                "#issuecomment-");
        comments(
                served,
                "PullRequestReviewComment",
                Nodes.Note.class,
                Nodes.Note::pull,
                Nodes.Note::comment,
                "PRRC",
                "#discussion_r");
        served.of("PullRequestReviewComment", Nodes.Note.class)
                .field("path", note -> note.thread().path())
                .field("line", note -> note.thread().line())
                .field("originalLine", note -> note.thread().line())
                .field("outdated", _ -> false)
                .field(
                        "commit",
                        note -> new Nodes.Commit(note.pull().repository(), note.pull().headSha()))
                .field(
                        "originalCommit",
                        note ->
                                note.comment()
                                        .sha()
                                        .map(
                                                sha ->
                                                        new Nodes.Commit(
                                                                note.pull().repository(), sha)))
                .field("replyTo", TalkFields::replyTo);
    }

    private static Optional<Nodes.Note> replyTo(Nodes.Note note) {
        return note.comment()
                .replyTo()
                .flatMap(
                        id ->
                                note.thread().comments().stream()
                                        .filter(each -> each.id() == id)
                                        .findFirst())
                .map(first -> new Nodes.Note(note.pull(), note.thread(), first));
    }

    private static void reviews(Served served) {
        served.of("PullRequestReview", Nodes.Opinion.class)
                .field("id", each -> Addresses.node("PRR", each.review().id()))
                .field("databaseId", each -> (int) each.review().id())
                .field("fullDatabaseId", each -> String.valueOf(each.review().id()))
                .field("state", each -> each.review().state().name())
                .field("body", each -> each.review().body())
                .seen("author", (each, in) -> View.of(in).author(each.review().author()))
                .field(
                        "authorAssociation",
                        each ->
                                People.association(
                                        each.pull().repository(), each.review().author()))
                .field(
                        "authorCanPushToRepository",
                        each ->
                                each.pull()
                                        .repository()
                                        .role(each.review().author())
                                        .atLeast(Role.WRITE))
                .field(
                        "commit",
                        each -> new Nodes.Commit(each.pull().repository(), each.review().sha()))
                .field("createdAt", each -> Times.wire(each.review().submittedAt()))
                .field("submittedAt", each -> Times.wire(each.review().submittedAt()))
                .field(
                        "updatedAt",
                        each ->
                                Times.wire(
                                        each.review()
                                                .editedAt()
                                                .orElse(each.review().submittedAt())))
                .field("lastEditedAt", each -> each.review().editedAt().map(Times::wire))
                .field("isMinimized", each -> each.review().minimized())
                .seen(
                        "url",
                        (each, in) ->
                                View.of(in).addresses().page(each.pull())
                                        + "#pullrequestreview-"
                                        + each.review().id());
    }

    private static void threads(Served served) {
        served.of("PullRequestReviewThread", Nodes.Thread.class)
                .field("id", each -> Addresses.node("PRRT", each.thread().id()))
                .field("isResolved", each -> each.thread().resolved())
                .field("isOutdated", _ -> false)
                .field("path", each -> each.thread().path())
                .field("line", each -> each.thread().line())
                .seen("comments", TalkFields::notes);
    }

    private static Object notes(Nodes.Thread each, DataFetchingEnvironment in) {
        ReviewThread thread = each.thread();
        return Connections.of(
                in,
                thread.comments().stream()
                        .map(comment -> new Nodes.Note(each.pull(), thread, comment))
                        .toList());
    }

    private static <S> void comments(
            Served served,
            String type,
            Class<S> source,
            Function<S, PullRequest> pull,
            Function<S, Comment> comment,
            String node,
            String anchor) {
        served.of(type, source)
                .field("id", each -> Addresses.node(node, comment.apply(each).id()))
                .field("databaseId", each -> (int) comment.apply(each).id())
                .field("fullDatabaseId", each -> String.valueOf(comment.apply(each).id()))
                .field("body", each -> comment.apply(each).body())
                .seen("author", (each, in) -> View.of(in).author(comment.apply(each).author()))
                .field(
                        "authorAssociation",
                        each ->
                                People.association(
                                        pull.apply(each).repository(),
                                        comment.apply(each).author()))
                .field("createdAt", each -> Times.wire(comment.apply(each).createdAt()))
                .field("updatedAt", each -> Times.wire(comment.apply(each).updatedAt()))
                .field("lastEditedAt", each -> comment.apply(each).editedAt().map(Times::wire))
                .field("isMinimized", each -> comment.apply(each).minimized())
                .seen(
                        "url",
                        (each, in) ->
                                View.of(in).addresses().page(pull.apply(each))
                                        + anchor
                                        + comment.apply(each).id());
    }
}
