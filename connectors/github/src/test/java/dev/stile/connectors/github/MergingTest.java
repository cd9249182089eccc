package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeResult.Merged;
import dev.stile.api.hosting.MergeResult.Refused;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.hosting.FakeHostServices;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Merges through the gate, on real trees. */
final class MergingTest {
    private static final On MERGE = Scene.rest("PUT", "/pulls/*/merge");
    private static final On ENQUEUE = Scene.graphQl().holding("enqueuePullRequest");

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

    @ParameterizedTest
    @EnumSource(MergeStrategy.class)
    void eachStrategyLandsTheTree(MergeStrategy strategy) {
        MergeResult result = merge(host, strategy);

        assertThat(result).isInstanceOf(Merged.class);
        assertThat(result.mergeSha().map(Sha::text)).isEqualTo(scene.pull.mergeSha());
        assertThat(scene.web.bare().file("main", "a.txt")).contains("one\ntwo\nTHREE\n");
    }

    @Test
    @Proves("GH-20")
    void theRequestNamesTheHeadAndTheStrategyAndNothingElse() {
        merge(host, MergeStrategy.SQUASH);

        assertThat(scene.writes())
                .singleElement()
                .satisfies(
                        write -> {
                            assertThat(write.method()).isEqualTo("PUT");
                            assertThat(write.body())
                                    .isEqualTo(
                                            "{\"sha\":\""
                                                    + scene.pull.headSha()
                                                    + "\",\"merge_method\":\"squash\"}");
                        });
    }

    @Test
    void theWayFromDecisionToVerdictIsAtMostFiveRequests() {
        scene.forget();
        merge(host, MergeStrategy.SQUASH);
        assertThat(scene.requests().size()).as(scene.requests().toString()).isLessThanOrEqualTo(6);

        PullRequest second = second();
        PrRef pr = new PrRef(scene.repo(), second.number());
        host.detectPrEvents(pr, call());
        scene.forget();
        MergeResult result =
                host.mergePR(
                        pr,
                        MergeStrategy.SQUASH,
                        MergeGuard.of(new Sha(second.headSha()), new IdempotencyKey("k2")),
                        call());

        assertThat(result.success()).isTrue();
        assertThat(scene.requests().size()).as(scene.requests().toString()).isLessThanOrEqualTo(5);
    }

    private PullRequest second() {
        scene.web.commit(scene.ada, "other", "Add c", Map.of("c.txt", "c\n"));
        return scene.web.open(scene.ada, "other", "main", "Add c");
    }

    @Test
    void anotherHeadIsRefusedWithoutARequest() {
        assertThat(reason(merge(host, new Sha("d".repeat(40)))))
                .isEqualTo(MergeFailureReason.HEAD_CHANGED);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void aConflictADraftAndAClosedOneAreRefusedWithoutARequest() {
        scene.pull.draft(true);
        assertThat(reason(merge(host, MergeStrategy.MERGE))).isEqualTo(MergeFailureReason.DRAFT);
        scene.pull.draft(false);
        scene.web.commit(scene.bob, "main", "Shout too", Map.of("a.txt", "one\ntwo\nthree!\n"));
        assertThat(reason(merge(host, MergeStrategy.MERGE))).isEqualTo(MergeFailureReason.CONFLICT);
        scene.pull.close(scene.bob);
        assertThat(reason(merge(host, MergeStrategy.MERGE))).isEqualTo(MergeFailureReason.CLOSED);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void anIdentityThatCouldPassTheRulesObeysThem() {
        scene.web.protect("main", BranchRules.none().reviews(1));

        MergeResult result = merge(scene.hostOf(scene.root), MergeStrategy.MERGE);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(MergeFailureReason.BLOCKED);
                            assertThat(refused.blockReasons())
                                    .containsExactly(BlockReason.REVIEWS_MISSING);
                        });
        assertThat(scene.writes()).isEmpty();
        assertThat(scene.pull.isOpen()).isTrue();
    }

    @Test
    void aStrategyThatTheRepositoryForbidsIsRefused() {
        scene.web.methods(MergeMethod.SQUASH);

        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.METHOD_NOT_ALLOWED);
        assertThat(merge(host, MergeStrategy.SQUASH).success()).isTrue();
    }

    @Test
    void aRefusalIsExplainedByWhatHappenedMeanwhile() {
        scene.simulator
                .disturbances()
                .before(
                        MERGE.once(),
                        () -> scene.web.commit(scene.ada, "topic", "More", Map.of("b", "b\n")));

        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.HEAD_CHANGED);
        assertThat(scene.pull.isOpen()).isTrue();
    }

    @Test
    void somebodyElsesMergeInTheSameMomentIsReported() {
        scene.simulator
                .disturbances()
                .before(MERGE.once(), () -> scene.pull.forceMerge(scene.bob, MergeMethod.MERGE));

        assertThat(merge(host, MergeStrategy.SQUASH))
                .isInstanceOfSatisfying(
                        Merged.class,
                        merged -> {
                            assertThat(merged.alreadyMerged()).isTrue();
                            assertThat(merged.strategy()).isEmpty();
                            assertThat(merged.mergedBy().orElseThrow().login().text())
                                    .isEqualTo("bob");
                        });
    }

    @Test
    @Proves("GH-22")
    void aLostAnswerIsSettledByReading() {
        scene.fault(MERGE.once(), new FaultAction.Reset(true));

        assertThat(merge(host, MergeStrategy.SQUASH)).isInstanceOf(Merged.class);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    @Proves({"GH-22", "GH-31"})
    void aRequestThatWasLostDidNothingAndIsNotRepeated() {
        scene.fault(MERGE.once(), new FaultAction.Reset(false));

        assertThat(reason(merge(host, MergeStrategy.SQUASH)))
                .isEqualTo(MergeFailureReason.TRANSIENT);
        assertThat(scene.pull.isOpen()).isTrue();
        assertThat(scene.writes()).hasSize(1);
        // The host may still be working on it: only a later read ends the journal's row.
        assertThat(scene.services.intents().getLast().end().orElseThrow())
                .isInstanceOf(FakeHostServices.End.Unknown.class);
    }

    @Test
    @Proves("GH-51")
    void answersThatTheFactsDoNotExplainMeanWhatTheirStatusSays() {
        scene.fault(MERGE.nth(1), Scene.answer(405, "{\"message\":\"no\"}"));
        scene.fault(MERGE.nth(2), Scene.answer(409, "{\"message\":\"moved\"}"));
        scene.fault(MERGE.nth(3), Scene.answer(403, "{\"message\":\"Resource not accessible\"}"));
        scene.fault(MERGE.nth(4), Scene.answer(404, "{\"message\":\"Not Found\"}"));
        scene.fault(
                MERGE.nth(5),
                Scene.answer(403, "{\"message\":\"You have exceeded a secondary rate limit\"}"));
        scene.fault(MERGE.nth(6), Scene.answer(401, "{\"message\":\"Bad credentials\"}"));

        assertThat(reason(merge(host, MergeStrategy.MERGE))).isEqualTo(MergeFailureReason.BLOCKED);
        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.TRANSIENT);
        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.PERMISSION);
        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.PERMISSION);
        assertThat(merge(host, MergeStrategy.MERGE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.reason()).isEqualTo(MergeFailureReason.RATE_LIMITED);
                            assertThat(refused.retryAt()).isPresent();
                        });
        assertThatThrownBy(() -> merge(host, MergeStrategy.MERGE))
                .isInstanceOf(ConnectorException.Auth.class);
        assertThat(scene.pull.isOpen()).isTrue();
    }

    @Test
    void anAccountThatMayNotMergeIsToldSo() {
        Account reader = scene.simulator.user(scene.web, "rita", Role.READ);

        assertThat(reason(merge(scene.hostOf(reader), MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.PERMISSION);
    }

    @Test
    void aPullRequestThatIsNotThereIsAnError() {
        assertThatThrownBy(
                        () ->
                                host.mergePR(
                                        new PrRef(scene.repo(), 4711),
                                        MergeStrategy.MERGE,
                                        MergeGuard.of(scene.head(), new IdempotencyKey("k")),
                                        call()))
                .isInstanceOf(ConnectorException.NotFound.class);
    }

    @Test
    void aQueueIsEnteredOnlyIfThatIsAllowed() {
        requireQueue();

        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.QUEUE_REQUIRED);
        assertThat(scene.writes()).isEmpty();

        MergeResult queued = enqueue();

        assertThat(queued).isInstanceOf(MergeResult.Queued.class);
        assertThat(scene.writes())
                .singleElement()
                .satisfies(
                        write ->
                                assertThat(write.body())
                                        .contains("enqueuePullRequest")
                                        .contains(scene.pull.headSha())
                                        .doesNotContain("jump"));
    }

    /** Neither says that nothing happened. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":null}",
                "{\"errors\":[]}",
                "{\"errors\":[\"no\"]}",
                "{\"errors\":[{\"message\":\"Something went wrong\"}]}",
                "{\"data\":{\"enqueuePullRequest\":null},\"errors\":[{\"type\":\"NEW\"}]}"
            })
    @Proves("GH-22")
    void anAnswerOfTheQueueThatSaysNeitherIsSettledByReading(String answer) {
        requireQueue();
        scene.rewrite(ENQUEUE, text -> answer);

        assertThat(enqueue()).isInstanceOf(MergeResult.Queued.class);
        assertThat(scene.writes()).hasSize(1);
        assertThat(scene.services.pauses()).isEmpty();
    }

    @Test
    @Proves("GH-22")
    void anUnknownErrorOfTheQueueThatDidNothingIsRefusedAfterThreeReads() {
        requireQueue();
        scene.fault(ENQUEUE, Scene.answer(200, "{\"errors\":[{\"message\":\"went wrong\"}]}"));

        assertThat(reason(enqueue())).isEqualTo(MergeFailureReason.TRANSIENT);
        assertThat(scene.writes()).hasSize(1);
        assertThat(scene.services.pauses()).hasSize(2);
    }

    @Test
    @Proves("GH-51")
    void aPullRequestThatCanBeReadAndThatTheQueueDoesNotKnowIsALackOfRights() {
        requireQueue();
        scene.fault(
                ENQUEUE,
                Scene.answer(
                        200,
                        "{\"data\":{\"enqueuePullRequest\":null},\"errors\":[{\"type\":"
                                + "\"NOT_FOUND\",\"message\":\"no\"}]}"));

        assertThat(reason(enqueue())).isEqualTo(MergeFailureReason.PERMISSION);
    }

    @Test
    @Proves("GH-21")
    void aRefusalBecauseSomebodyElseHasQueuedItIsThatItWaits() {
        requireQueue();
        scene.simulator
                .disturbances()
                .before(
                        ENQUEUE.once(),
                        () -> scene.web.queue().enqueue(scene.pull, scene.bob, Optional.empty()));

        assertThat(enqueue()).isInstanceOf(MergeResult.Queued.class);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    @Proves({"GH-29", "GH-51"})
    void aMergeThatIsGoneOnAPullRequestThatCanBeReadIsALackOfRights() {
        scene.fault(MERGE, Scene.answer(410, "{\"message\":\"Gone\"}"));

        assertThat(reason(merge(host, MergeStrategy.MERGE)))
                .isEqualTo(MergeFailureReason.PERMISSION);
    }

    private void requireQueue() {
        scene.web.ruleset("queue", "main", BranchRules.none().on(Flag.MERGE_QUEUE));
        scene.pull.review(scene.bob, Review.State.APPROVED);
    }

    private MergeResult enqueue() {
        return host.mergePR(
                scene.pr(),
                MergeStrategy.MERGE,
                new MergeGuard(
                        scene.head(),
                        Optional.empty(),
                        Optional.empty(),
                        MergeGuard.Queue.IF_REQUIRED,
                        Optional.empty(),
                        Optional.empty(),
                        new IdempotencyKey("k")),
                call());
    }

    private MergeResult merge(GitHost by, MergeStrategy strategy) {
        return by.mergePR(
                scene.pr(), strategy, MergeGuard.of(scene.head(), new IdempotencyKey("k")), call());
    }

    private MergeResult merge(GitHost by, Sha head) {
        return by.mergePR(
                scene.pr(),
                MergeStrategy.MERGE,
                MergeGuard.of(head, new IdempotencyKey("k")),
                call());
    }

    private static MergeFailureReason reason(MergeResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }
}
