package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Review;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/** Answers of which a part is missing: that part is not known, and nothing rests on it. */
final class PartialAnswersTest {
    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        scene.web.labels("hold");
        scene.pull.label("hold");
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void allOfItIsMergeable() {
        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.labels()).hasSize(1);
        assertThat(status.mergeState()).isEqualTo(MergeState.MERGEABLE);
    }

    /** A label that holds a merge may be among those that are missing. */
    @ParameterizedTest
    @ValueSource(strings = {"labels", "reviewDecision", "isDraft"})
    @Proves("GH-54")
    void withoutAPartThatAMergeRestsOnNothingIsMerged(String member) {
        lose(member);

        assertThat(stateOrUnreadable()).isEqualTo(MergeState.UNKNOWN);
        assertThat(merge())
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isIn(
                                                MergeFailureReason.NOT_COMPUTED,
                                                MergeFailureReason.TRANSIENT));
        assertThat(scene.writes()).isEmpty();
    }

    private MergeState stateOrUnreadable() {
        try {
            return host.getPRStatus(scene.pr(), call()).mergeState();
        } catch (ConnectorException.Malformed unreadable) {
            return MergeState.UNKNOWN;
        }
    }

    /** A label that is null among the others. */
    @Test
    @Proves("GH-54")
    void oneLabelThatIsMissingIsEnough() {
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.replaceFirst("\\{\"name\":\"hold\"\\}", "null")
                                .replaceFirst(
                                        "\\}$",
                                        ",\"errors\":[{\"message\":\"x\",\"path\":[\"repository\","
                                                + "\"pullRequest\",\"labels\",\"nodes\",0]}]}"));

        assertThat(host.getPRStatus(scene.pr(), call()).mergeState()).isEqualTo(MergeState.UNKNOWN);
    }

    @Test
    @Proves("GH-54")
    void withoutItsPlaceInTheQueueItCountsAsNeitherInNorOut() {
        lose("mergeQueueEntry", "isInMergeQueue");

        assertThatThrownBy(() -> host.getPRStatus(scene.pr(), call()))
                .isInstanceOf(ConnectorException.Unavailable.class);
        assertThat(merge()).isInstanceOf(MergeResult.Refused.class);
        assertThat(scene.writes()).isEmpty();
    }

    /** A token may not see the queue, and is still told that there is no entry. */
    @Test
    void thatItIsInNoQueueIsSaidBesideTheEntry() {
        lose("mergeQueueEntry");

        assertThat(host.getPRStatus(scene.pr(), call()).queue()).isEmpty();
    }

    @Test
    @Proves("GH-54")
    void withoutItsAuthorNoApprovalIsKnownToBeAnothers() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        assertThat(host.getReviewStatus(scene.pr(), call()).approved()).isTrue();
        lose("author");

        assertThat(host.getReviewStatus(scene.pr(), call()).approved()).isFalse();
    }

    private MergeResult merge() {
        return host.mergePR(
                scene.pr(),
                MergeStrategy.SQUASH,
                MergeGuard.of(scene.head(), new IdempotencyKey("k")),
                call());
    }

    /** Makes members of the pull request null, each with an error that names it. */
    private void lose(String... members) {
        scene.rewrite(
                Scene.graphQl(),
                answer -> {
                    String partial = answer;
                    StringBuilder errors = new StringBuilder();
                    for (String member : members) {
                        partial =
                                partial.replaceFirst(
                                        "\"" + member + "\":(\\{([^{}]|\\{[^{}]*\\})*\\}|[^,}]*)",
                                        "\"" + member + "\":null");
                        errors.append(errors.isEmpty() ? "" : ",")
                                .append("{\"message\":\"x\",\"path\":[\"repository\",")
                                .append("\"pullRequest\",\"")
                                .append(member)
                                .append("\"]}");
                    }
                    return partial.substring(0, partial.lastIndexOf('}'))
                            + ",\"errors\":["
                            + errors
                            + "]}";
                });
    }
}
