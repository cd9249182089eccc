package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.key;
import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.contract.NotRun;

import java.util.List;
import java.util.Optional;

/** Saying something, once, where it belongs. */
final class CommentCases {
    private final HostScene scene;

    CommentCases(HostScene scene) {
        this.scene = scene;
    }

    void conversationAndKeyFoundAgain() {
        PrRef pr = scene.pr();
        IdempotencyKey key = key();
        CommentResult first = say(pr, "Hello", Optional.empty(), key);
        assertThat(first.created()).isTrue();
        assertThat(first.commentId().kind()).isEqualTo(CommentId.Kind.CONVERSATION);
        assertThat(first.url().toString()).startsWith(scene.fixture().webUrl().toString());
        assertThat(scene.truth(pr).comments())
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith("Hello"));
        CommentResult again = say(pr, "Hello", Optional.empty(), key);
        assertThat(again.created()).isFalse();
        assertThat(again.commentId()).isEqualTo(first.commentId());
        assertThat(scene.sent(HostRequest.COMMENT)).hasSize(1);

        scene.services().forgetOurs();
        scene.pulls().comment(pr, Account.SELF, "by a person who shares the account");
        List<PRComment> seen = scene.host().getPRComments(pr, scene.call()).items();
        assertThat(seen).extracting(PRComment::own).containsExactly(true, false);
        assertThat(seen).extracting(comment -> comment.author().self()).containsOnly(true);
        lostAnswers(pr);
    }

    private void lostAnswers(PrRef pr) {
        int before = scene.truth(pr).comments().size();
        scene.traffic().disturb(HostRequest.COMMENT, 1, new Disturbance.LostAfter());
        IdempotencyKey lost = key();
        CommentResult found = say(pr, "Lost", Optional.empty(), lost);
        assertThat(scene.truth(pr).comments()).hasSize(before + 1);
        assertThat(say(pr, "Lost", Optional.empty(), lost).commentId())
                .isEqualTo(found.commentId());
        assertThat(scene.truth(pr).comments()).hasSize(before + 1);

        scene.traffic().disturb(HostRequest.COMMENT, 1, new Disturbance.Status(502));
        IdempotencyKey never = key();
        assertThatThrownBy(() -> say(pr, "Never", Optional.empty(), never))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(scene.truth(pr).comments()).hasSize(before + 1);
        assertThat(say(pr, "Never", Optional.empty(), never).created()).isTrue();
        assertThat(scene.truth(pr).comments()).hasSize(before + 2);
    }

    void replyThreadsOrSaysNot() {
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        CommentId thread = scene.pulls().inline(pr, Account.BEN, branch + ".txt", 1, "why?");
        IdempotencyKey key = key();
        CommentResult result = say(pr, "Because", Optional.of(thread), key);
        if (result.threaded()) {
            assertThat(result.commentId().kind()).isEqualTo(CommentId.Kind.INLINE);
            assertThat(scene.truth(pr).replies()).hasSize(2);
            assertThat(scene.truth(pr).replies().getLast()).startsWith("Because");
            assertThat(scene.truth(pr).comments()).isEmpty();
        } else {
            assertThat(scene.truth(pr).comments()).singleElement().asString().contains("Because");
        }
        assertThat(say(pr, "Because", Optional.of(thread), key).created()).isFalse();

        scene.traffic().disturb(HostRequest.REPLY, 1, new Disturbance.LostAfter());
        int before = scene.truth(pr).replies().size() + scene.truth(pr).comments().size();
        say(pr, "And also", Optional.of(thread), key());
        assertThat(scene.truth(pr).replies().size() + scene.truth(pr).comments().size())
                .isEqualTo(before + 1);
    }

    void wrongIdKindIsInvalid() {
        BranchName branch = scene.branch();
        PrRef pr = scene.pr(branch);
        CommentId word = scene.pulls().comment(pr, Account.BEN, "a word");
        CommentId view = scene.pulls().review(pr, Account.BEN, ReviewerState.COMMENTED, "a view");
        BranchName other = scene.branch();
        PrRef elsewhere = scene.pr(other);
        CommentId foreign =
                scene.pulls().inline(elsewhere, Account.BEN, other + ".txt", 1, "elsewhere");
        List<Sent> writes =
                scene.writes(
                        () -> {
                            invalid(pr, word);
                            invalid(pr, view);
                            invalid(pr, foreign);
                        });
        assertThat(writes).isEmpty();
        assertThatThrownBy(() -> CommentId.parse("x:1")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> say(pr, "  ", Optional.empty(), key()))
                .isInstanceOfSatisfying(
                        Invalid.class, blank -> assertThat(blank.field()).isEqualTo("text"));
        assertThat(scene.truth(pr).comments()).hasSize(1);
        assertThat(scene.truth(elsewhere).replies()).hasSize(1);
    }

    private void invalid(PrRef pr, CommentId replyTo) {
        assertThatThrownBy(() -> say(pr, "An answer", Optional.of(replyTo), key()))
                .as("an answer to %s", replyTo)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        broken -> assertThat(broken.field()).isIn("reply_to", "replyTo"));
    }

    void textCannotRunHostCommands() {
        String command =
                scene.fixture()
                        .hostCommand()
                        .orElseThrow(() -> new NotRun("this host takes no commands in comments"));
        PrRef pr = scene.pr();
        say(pr, command + "\n\nfirst\n" + command, Optional.empty(), key());
        assertThat(scene.truth(pr).comments().getLast().lines())
                .noneMatch(line -> line.strip().startsWith(command))
                .anyMatch(line -> line.contains(command.substring(1)));
    }

    private CommentResult say(
            PrRef pr, String text, Optional<CommentId> replyTo, IdempotencyKey key) {
        return scene.host().commentOnPR(pr, text(text), replyTo, key, scene.call());
    }
}
