package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.Comment;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Says things on pull requests, through the gate. */
final class CommentingTest {
    private static final On SAY = Scene.rest("POST", "/issues/*/comments");

    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void aCommentIsMadeAndFoundAgainUnderItsKey() {
        CommentResult made = say("Hello", Optional.empty(), "k1");
        CommentResult again = say("Hello", Optional.empty(), "k1");
        CommentResult other = say("Hello", Optional.empty(), "k2");

        assertThat(made.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.commentId()).isEqualTo(made.commentId());
        assertThat(other.created()).isTrue();
        assertThat(scene.pull.talk().comments()).hasSize(2);
    }

    @Test
    @Proves("GH-26")
    void anotherTextUnderAKeyIsRefusedAlsoWhereNoJournalKnowsOfTheFirst() {
        say("Hello", Optional.empty(), "k1");

        assertThatThrownBy(() -> say("Goodbye", Optional.empty(), "k1"))
                .isInstanceOf(ConnectorException.Invalid.class)
                .hasMessageContaining("key: another text");
        assertThat(scene.pull.talk().comments()).hasSize(1);
    }

    @Test
    @Proves("GH-26")
    void itIsOursByItsMarkAlone() {
        say("Hello", Optional.empty(), "k1");
        scene.services.forgetOurs();

        assertThat(host.getPRComments(scene.pr(), call()).items())
                .singleElement()
                .satisfies(comment -> assertThat(comment.own()).isTrue());
    }

    @Test
    @Proves("GH-25")
    void noLineOfItIsACommand() {
        say("/merge\nplease", Optional.empty(), "k1");

        assertThat(scene.pull.talk().comments().getFirst().body()).startsWith("\\/merge\nplease");
    }

    @Test
    void aLostAnswerMakesNoSecondComment() {
        scene.fault(SAY.once(), new FaultAction.Reset(true));

        CommentResult made = say("Hello", Optional.empty(), "k1");

        assertThat(made.created()).isTrue();
        assertThat(scene.pull.talk().comments()).hasSize(1);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    void whatWasLostBeforeItsEffectIsNotKnownAndCanBeSaidAgain() {
        scene.fault(SAY.once(), new FaultAction.Reset(false));

        assertThatThrownBy(() -> say("Hello", Optional.empty(), "k1"))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(say("Hello", Optional.empty(), "k1").created()).isTrue();
        assertThat(scene.pull.talk().comments()).hasSize(1);
    }

    @Test
    @Proves("GH-25")
    void anInlineCommentIsAnsweredInItsThread() {
        ReviewThread thread = scene.pull.talk().thread(scene.bob, "a.txt", 3, "why?");
        Comment reply =
                scene.pull.talk().reply(scene.ada, thread.comments().getFirst().id(), "because");

        CommentResult made = say("I see", Optional.of(inline(reply.id())), "k1");
        CommentResult again = say("I see", Optional.of(inline(reply.id())), "k1");

        assertThat(made.threaded()).isTrue();
        assertThat(made.commentId().kind()).isEqualTo(CommentId.Kind.INLINE);
        assertThat(again.created()).isFalse();
        assertThat(again.threaded()).isTrue();
        assertThat(scene.pull.talk().threads().getFirst().comments()).hasSize(3);
        assertThat(scene.pull.talk().comments()).isEmpty();
    }

    @Test
    @Proves("GH-25")
    void anIdOfAnotherKindOrAnotherPullRequestIsInvalid() {
        scene.web.commit(scene.ada, "other", "Add c", Map.of("c.txt", "c\n"));
        PullRequest other = scene.web.open(scene.ada, "other", "main", "Add c");
        Comment foreign = other.talk().comment(scene.bob, "here");
        Comment here = scene.pull.talk().comment(scene.bob, "there");

        for (CommentId wrong :
                new CommentId[] {
                    new CommentId(
                            CommentId.Kind.CONVERSATION, new Token(Long.toString(foreign.id()))),
                    inline(here.id()),
                    new CommentId(CommentId.Kind.CONVERSATION, new Token(Long.toString(here.id()))),
                    new CommentId(CommentId.Kind.REVIEW, new Token("4711"))
                }) {
            assertThatThrownBy(() -> say("Hello", Optional.of(wrong), "k1"))
                    .isInstanceOfSatisfying(
                            ConnectorException.Invalid.class,
                            invalid -> assertThat(invalid.field()).isEqualTo("reply_to"));
        }
        assertThat(scene.writes()).isEmpty();
    }

    private static CommentId inline(long id) {
        return new CommentId(CommentId.Kind.INLINE, new Token(Long.toString(id)));
    }

    private CommentResult say(String text, Optional<CommentId> replyTo, String key) {
        return host.commentOnPR(
                scene.pr(), UserInput.trusted(text), replyTo, new IdempotencyKey(key), call());
    }
}
