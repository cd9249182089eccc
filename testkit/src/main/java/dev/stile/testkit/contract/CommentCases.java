package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordSchema.CommentRules;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;

/** What people say about a record. */
final class CommentCases {
    private final Scene scene;

    CommentCases(Scene scene) {
        this.scene = scene;
    }

    @Case(
            value = "C65",
            needs = {Feature.CREATE, Feature.COMMENTS_READ, Feature.COMMENTS_WRITE})
    void commentsRoundTrip() {
        RecordId id = scene.one("a record", "its text");
        Comment first = add(id, "first, & <b>bold</b>");
        Comment second = add(id, "second");

        assertThat(listed(id)).containsExactly(first, second);
        assertThat(first.record()).isEqualTo(id);
        assertThat(List.of(first.body(), second.body()))
                .containsExactly("first, & <b>bold</b>", "second");
        if (scene.schema().comments().compareTo(CommentRules.ADD_AND_CHANGE_OWN) >= 0) {
            changes(id, first, second);
        }
    }

    private void changes(RecordId id, Comment first, Comment second) {
        Comment edited =
                Seen.in(
                        scene.store()
                                .updateComment(
                                        scene.project(),
                                        id,
                                        first.id(),
                                        text("first, edited"),
                                        new Precondition.IfVersion(first.version()),
                                        scene.call()));
        assertThat(edited.id()).isEqualTo(first.id());
        assertThat(edited.version()).isNotEqualTo(first.version());
        assertThat(listed(id).stream().map(Comment::body))
                .containsExactly("first, edited", "second");

        RemoveResult removed =
                scene.store()
                        .deleteComment(
                                scene.project(),
                                id,
                                second.id(),
                                new Precondition.IfVersion(second.version()),
                                scene.call());
        assertThat(removed).isEqualTo(new RemoveResult.Deleted());
        assertThat(listed(id).stream().map(Comment::id)).containsExactly(first.id());
    }

    private Comment add(RecordId id, String body) {
        return Seen.in(
                scene.store()
                        .addComment(scene.project(), id, text(body), scene.key(), scene.call()));
    }

    private List<Comment> listed(RecordId id) {
        return scene.store().listComments(scene.project(), id, scene.call()).stream()
                .map(Seen::in)
                .toList();
    }

    private static Untainted<CommentDraft, Sink.RecordField> text(String body) {
        return Scene.safe(new CommentDraft(body, Optional.empty()));
    }
}
