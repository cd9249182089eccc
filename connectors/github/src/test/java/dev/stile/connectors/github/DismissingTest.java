package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.FakeHostServices.End;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Dismisses approvals, through the gate. */
final class DismissingTest {
    private static final On DISMISS = Scene.rest("PUT", "/pulls/*/reviews/*/dismissals");

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
    @Proves("GH-25")
    void aMessageRunsNoCommandOfTheHost() {
        scene.pull.review(scene.bob, Review.State.APPROVED);

        scene.hostOf(scene.root)
                .dismissApprovals(scene.pr(), text("/merge"), Expect.nothing(), call());

        assertThat(scene.writes())
                .singleElement()
                .satisfies(sent -> assertThat(sent.body()).contains("\"\\\\/merge\""));
    }

    @Test
    @Proves("GH-24")
    void everyStandingApprovalIsDismissedAndNoneElse() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.review(scene.root, Review.State.CHANGES_REQUESTED);
        scene.pull.review(scene.stile, Review.State.APPROVED);

        DismissResult result =
                scene.hostOf(scene.root)
                        .dismissApprovals(scene.pr(), text("it changed"), Expect.nothing(), call());

        assertThat(result.dismissed())
                .extracting(user -> user.login().text())
                .containsExactlyInAnyOrder("bob", "stile");
        assertThat(result.remaining()).isEmpty();
        assertThat(result.errors()).isEmpty();
        assertThat(scene.writes()).hasSize(2);
    }

    @Test
    @Proves("GH-24")
    void oneThatCannotBeDismissedIsListedAndTheOthersGo() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.review(scene.stile, Review.State.APPROVED);
        scene.fault(DISMISS.once(), Scene.answer(403, "{\"message\":\"no\"}"));

        DismissResult result =
                scene.hostOf(scene.root)
                        .dismissApprovals(scene.pr(), text("it changed"), Expect.nothing(), call());

        assertThat(result.dismissed()).hasSize(1);
        assertThat(result.remaining()).hasSize(1);
        assertThat(result.errors()).hasSize(1);
    }

    @Test
    @Proves({"GH-24", "GH-29"})
    void aDismissalWhoseAnswerIsLostIsSeenWhenItIsCarriedOutLate() {
        long approval = scene.pull.review(scene.bob, Review.State.APPROVED).id();
        scene.fault(DISMISS.once(), new FaultAction.Reset(false));
        scene.services.onPause(
                passed -> {
                    if (scene.services.pauses().size() == 3) {
                        scene.pull.talk().dismiss(approval);
                    }
                });

        DismissResult result =
                scene.hostOf(scene.root)
                        .dismissApprovals(scene.pr(), text("it changed"), Expect.nothing(), call());

        assertThat(result.dismissed()).hasSize(1);
        assertThat(result.remaining()).isEmpty();
        assertThat(lastEnd()).isInstanceOf(End.Done.class);
    }

    @Test
    @Proves({"GH-24", "GH-29"})
    void aDismissalWhoseAnswerIsLostAndThatDoesNotShowIsNotKnown() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.review(scene.stile, Review.State.APPROVED);
        scene.fault(DISMISS.once(), new FaultAction.Reset(false));

        assertThatThrownBy(
                        () ->
                                scene.hostOf(scene.root)
                                        .dismissApprovals(
                                                scene.pr(),
                                                text("it changed"),
                                                Expect.nothing(),
                                                call()))
                .isInstanceOfSatisfying(
                        ConnectorException.OutcomeUnknown.class,
                        open ->
                                assertThat(open.written().orElseThrow())
                                        .singleElement()
                                        .asString()
                                        .matches("approval of (bob|stile)"));
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
        assertThat(scene.services.pauses()).hasSize(4);
        assertThat(scene.writes()).hasSize(2);
    }

    @Test
    void whereNothingStandsNothingIsWritten() {
        DismissResult result =
                host.dismissApprovals(scene.pr(), text("it changed"), Expect.nothing(), call());

        assertThat(result.dismissed()).isEmpty();
        assertThat(scene.writes()).isEmpty();
    }

    private End lastEnd() {
        return scene.services.intents().getLast().end().orElseThrow();
    }

    private static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }
}
