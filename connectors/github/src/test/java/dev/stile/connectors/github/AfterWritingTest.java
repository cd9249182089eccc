package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Errors that come when something is, or may be, written: none of them says that nothing was. */
final class AfterWritingTest {
    private static final On SAY = Scene.rest("POST", "/issues/*/comments");
    private static final FaultAction NO = Scene.answer(403, "{\"message\":\"no\"}");

    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        scene.web.commit(scene.stile, "other", "Add c", Map.of("c.txt", "c\n"));
        scene.web.labels("bug");
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    /** The second request by GraphQL, and all after it, look for what the lost answer made. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    @Proves("GH-26")
    void aRefusedLookForALostCommentIsNoRefusalOfTheComment(int status) {
        scene.fault(SAY.once(), new FaultAction.Reset(true));
        scene.fault(
                new On(
                        Optional.of("POST"),
                        Optional.of("/api/graphql"),
                        Optional.empty(),
                        2,
                        Integer.MAX_VALUE),
                Scene.answer(status, "{\"message\":\"no\"}"));

        assertThatThrownBy(() -> say(host, "k1"))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(scene.pull.talk().comments()).hasSize(1);
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
    }

    @Test
    @Proves("GH-18")
    void aRefusedLookForALostPullRequestIsNoRefusalOfIt() {
        scene.fault(Scene.rest("POST", "/pulls").once(), new FaultAction.Reset(true));
        scene.fault(
                new On(
                        Optional.of("GET"),
                        Optional.of("/api/v3/repos/acme/web/pulls"),
                        Optional.empty(),
                        2,
                        Integer.MAX_VALUE),
                Scene.answer(401, "{\"message\":\"no\"}"));

        assertThatThrownBy(() -> host.createPR(options(List.of()), call()))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(scene.web.pulls()).hasSize(2);
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
    }

    @Test
    @Proves({"GH-17", "GH-26"})
    void inACutListNothingIsSaidASecondTime() {
        for (int number = 0; number < 100; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        say(host, "k1");
        scene.forget();

        assertThatThrownBy(() -> say(scene.host("page_cap", "1"), "k1"))
                .isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(scene.writes()).isEmpty();
        assertThat(lastEnd()).isInstanceOf(End.Refused.class);
        assertThat(say(host, "k1")).isFalse();
    }

    @Test
    @Proves("GH-17")
    void inACutListNoApprovalIsNotThatNoneStands() {
        for (int number = 0; number < 100; number++) {
            scene.pull.review(scene.root, Review.State.COMMENTED);
        }
        scene.pull.review(scene.bob, Review.State.APPROVED);

        assertThatThrownBy(
                        () ->
                                scene.host("page_cap", "1")
                                        .dismissApprovals(
                                                scene.pr(), text("old"), Expect.nothing(), call()))
                .isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    @Proves("GH-18")
    void aTokenThatEndsAfterItIsThereLosesNoNumber() {
        scene.fault(
                Scene.rest("POST", "/pulls/*/requested_reviewers"),
                Scene.answer(401, "{\"message\":\"Bad credentials\"}"));

        PRResult result = host.createPR(options(List.of("bob")), call());

        assertThat(scene.web.pull(result.prNumber())).isPresent();
        assertThat(result.warnings())
                .extracting(warning -> warning.code())
                .containsExactly("hosting.reviewer_failed");
        assertThat(lastEnd()).isInstanceOf(End.Done.class);
    }

    @Test
    @Proves("GH-19")
    void anUpdateThatFailsHalfWayIsNotJournaledAsNothing() {
        scene.fault(Scene.rest("POST", "/issues/*/labels"), NO);

        assertThatThrownBy(() -> host.updatePR(scene.pr(), updates(), call()))
                .isInstanceOfSatisfying(
                        ConnectorException.Permission.class,
                        failed -> {
                            assertThat(failed.written()).contains(List.of("title"));
                            assertThat(failed.leftNothing()).isFalse();
                        });
        assertThat(scene.pull.title()).isEqualTo("Another");
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
    }

    /** A page of a machine in between says nothing of the pull request. */
    @Test
    @Proves({"GH-19", "GH-29"})
    void aPageInPlaceOfThePullRequestIsNoRefusalAndNothingGoesOnAfterIt() {
        scene.fault(Scene.rest("PATCH", "/pulls/*").once(), Scene.answer(200, "<html>"));

        assertThatThrownBy(() -> host.updatePR(scene.pr(), updates(), call()))
                .isInstanceOfSatisfying(
                        ConnectorException.OutcomeUnknown.class,
                        open -> assertThat(open.written()).contains(List.of()));
        assertThat(scene.writes()).hasSize(1);
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);

        assertThat(host.updatePR(scene.pr(), updates(), call()).applied())
                .containsExactlyInAnyOrder("title", "labels");
    }

    @Test
    @Proves({"GH-19", "GH-29"})
    void aPageInPlaceOfTheLabelsLeftIsNoRefusal() {
        scene.pull.label("bug");
        scene.fault(Scene.rest("DELETE", "/issues/*/labels/*"), Scene.answer(200, "<html>"));

        assertThatThrownBy(() -> host.updatePR(scene.pr(), renamedWithout("bug"), call()))
                .isInstanceOfSatisfying(
                        ConnectorException.OutcomeUnknown.class,
                        open -> assertThat(open.written()).contains(List.of("title")));
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);
    }

    private static PRUpdates renamedWithout(String label) {
        return new PRUpdates(
                Optional.of(text("Another")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(label),
                Optional.empty());
    }

    @Test
    void anUpdateThatIsRefusedAtOnceIsNothing() {
        scene.fault(Scene.rest("PATCH", "/pulls/*"), NO);

        assertThatThrownBy(() -> host.updatePR(scene.pr(), updates(), call()))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThat(scene.writes()).hasSize(1);
        assertThat(lastEnd()).isInstanceOf(End.Refused.class);
    }

    /** The host may have changed it before it failed, or not. */
    @Test
    @Proves("GH-19")
    void anUnknownErrorOfADraftIsNoRefusalOfIt() {
        FaultAction wrong = Scene.answer(200, "{\"errors\":[{\"message\":\"went wrong\"}]}");
        scene.fault(Scene.graphQl().holding("ToDraft").once(), wrong);

        assertThatThrownBy(() -> host.updatePR(scene.pr(), draft(), call()))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(lastEnd()).isInstanceOf(End.Unknown.class);

        scene.rewrite(
                Scene.graphQl().holding("ToDraft"),
                text -> "{\"errors\":[{\"message\":\"went wrong\"}]}");
        assertThat(host.updatePR(scene.pr(), draft(), call()).applied()).containsExactly("draft");
        assertThat(scene.pull.draft()).isTrue();
    }

    private static PRUpdates draft() {
        return new PRUpdates(
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private End lastEnd() {
        return scene.services.intents().getLast().end().orElseThrow();
    }

    private boolean say(GitHost by, String key) {
        return by.commentOnPR(
                        scene.pr(),
                        text("Hello"),
                        Optional.empty(),
                        new IdempotencyKey(key),
                        call())
                .created();
    }

    private PROptions options(List<String> reviewers) {
        return new PROptions(
                scene.repo(),
                new BranchName("other"),
                Optional.empty(),
                new BranchName("main"),
                text("Add c"),
                text("Adds c"),
                false,
                List.of(),
                reviewers,
                new IdempotencyKey("k"));
    }

    private static PRUpdates updates() {
        return new PRUpdates(
                Optional.of(text("Another")),
                Optional.empty(),
                Optional.empty(),
                List.of("bug"),
                List.of(),
                Optional.empty());
    }

    private static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }
}
