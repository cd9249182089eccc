package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lands, what does not, and what the host is asked for. */
final class MergeCases {
    private final HostScene scene;

    MergeCases(HostScene scene) {
        this.scene = scene;
    }

    void eachAllowedStrategyLandsTheRightTree() {
        for (MergeStrategy strategy : MergeStrategy.values()) {
            BranchName branch = scene.branch();
            Sha head = scene.git().push(scene.repo(), branch, branch + "-2.txt", "more\n");
            PrRef pr = scene.pr(branch);
            scene.git().push(scene.repo(), scene.base(), "base-" + strategy + ".txt", "base\n");
            Sha before = scene.baseTip();

            MergeResult result = scene.merge(pr, strategy, head);

            assertThat(result).as(strategy + ": " + result).isInstanceOf(MergeResult.Merged.class);
            MergeResult.Merged merged = (MergeResult.Merged) result;
            Sha landed = scene.baseTip();
            assertThat(merged.landed()).isEqualTo(landed);
            assertThat(merged.headSha()).isEqualTo(head);
            assertThat(merged.baseBranch()).isEqualTo(scene.base());
            assertThat(merged.alreadyMerged()).isFalse();
            assertThat(scene.git().files(scene.repo(), landed))
                    .containsAllEntriesOf(scene.git().files(scene.repo(), before))
                    .containsAllEntriesOf(scene.git().files(scene.repo(), head));
            assertThat(parents(landed, strategy))
                    .as("parents after %s", strategy)
                    .isEqualTo(strategy == MergeStrategy.MERGE ? List.of(before, head) : before);
            assertThat(scene.truth(pr).state()).isEqualTo(PRStatus.State.MERGED);
        }
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(MergeStrategy.values().length);
    }

    /** Both parents of a merge; what a squash stands on; what the first of two replayed does. */
    private Object parents(Sha landed, MergeStrategy strategy) {
        List<Sha> parents = scene.git().parents(scene.repo(), landed);
        return switch (strategy) {
            case MERGE -> parents;
            case SQUASH -> only(parents);
            case REBASE -> only(scene.git().parents(scene.repo(), only(parents)));
        };
    }

    private static Sha only(List<Sha> parents) {
        assertThat(parents).hasSize(1);
        return parents.getFirst();
    }

    void unexpectedHeadIsRefusedAndNothingLands() {
        PrRef pr = scene.pr();
        Sha approved = scene.head(pr);
        scene.git().push(scene.repo(), scene.headOf(pr), "later.txt", "later\n");

        refused(pr, approved, MergeFailureReason.HEAD_CHANGED);
        Sha never = new Sha("0123456789012345678901234567890123456789");
        refused(pr, never, MergeFailureReason.HEAD_CHANGED);
    }

    void conflictIsConflict() {
        PrRef pr = scene.conflicting();

        refused(pr, scene.head(pr), MergeFailureReason.CONFLICT);
    }

    void unmetRuleIsBlockedWithReasonsAndNoRequest() {
        PrRef pr = scene.pr();
        Sha head = scene.head(pr);
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().approvals(1));
        assertThat(refused(pr, head, MergeFailureReason.BLOCKED).blockReasons())
                .contains(BlockReason.REVIEWS_MISSING);

        scene.pulls().review(pr, Account.CLEO, ReviewerState.CHANGES_REQUESTED, "not so");
        assertThat(refused(pr, head, MergeFailureReason.BLOCKED).blockReasons())
                .contains(BlockReason.CHANGES_REQUESTED);

        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().checks("build"));
        PrRef another = scene.pr();
        assertThat(refused(another, scene.head(another), MergeFailureReason.BLOCKED).blockReasons())
                .contains(BlockReason.CHECK_MISSING);
        scene.pulls().check(scene.repo(), scene.head(another), "build", Said.FAILED);
        assertThat(refused(another, scene.head(another), MergeFailureReason.BLOCKED).blockReasons())
                .contains(BlockReason.CHECK_FAILING);
        scene.pulls().check(scene.repo(), scene.head(another), "build", Said.PASSED);
        assertThat(scene.merge(another)).isInstanceOf(MergeResult.Merged.class);
    }

    void unknownStateWaits() {
        PrRef pr = scene.pr();
        scene.pulls().mergeabilityKnown(false);
        refused(pr, scene.head(pr), MergeFailureReason.NOT_COMPUTED);

        scene.pulls().mergeabilityKnown(true);
        assertThat(scene.merge(pr)).isInstanceOf(MergeResult.Merged.class);
    }

    void draftAndClosedAreRefused() {
        PrRef draft = scene.pr();
        scene.pulls().draft(draft, true);
        refused(draft, scene.head(draft), MergeFailureReason.DRAFT);

        PrRef closed = scene.pr();
        scene.pulls().close(closed, Account.ADA);
        refused(closed, scene.head(closed), MergeFailureReason.CLOSED);
    }

    void disallowedStrategyIsRefused() {
        PrRef pr = scene.pr();
        scene.rules().allowed(scene.repo(), Set.of(MergeStrategy.SQUASH));

        refused(pr, scene.head(pr), MergeFailureReason.METHOD_NOT_ALLOWED);
        assertThat(scene.merge(pr, MergeStrategy.SQUASH, scene.head(pr)))
                .isInstanceOf(MergeResult.Merged.class);
    }

    void withoutPermissionIsRefusedAndTyped() {
        PrRef pr = scene.pr();
        Sha head = scene.head(pr);
        Sha before = scene.baseTip();
        scene.rules().selfMay(scene.repo(), HostRules.Right.READ);
        assertThat(scene.merge(pr))
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(MergeFailureReason.PERMISSION));
        PrRef missing = new PrRef(scene.repo(), 4711);
        assertThatThrownBy(() -> scene.merge(missing, MergeStrategy.MERGE, head))
                .isInstanceOf(ConnectorException.NotFound.class);

        scene.rules().credentialGood(false);
        assertThatThrownBy(() -> scene.merge(pr)).isInstanceOf(ConnectorException.Auth.class);
        assertThat(scene.baseTip()).isEqualTo(before);
    }

    void alreadyMergedIsReportedAndNotRepeated() {
        PrRef pr = scene.pr();
        Sha head = scene.head(pr);
        scene.merge(pr);
        Sha landed = scene.baseTip();

        List<Sent> writes =
                scene.writes(
                        () ->
                                assertThat(scene.merge(pr, MergeStrategy.SQUASH, head))
                                        .isInstanceOfSatisfying(
                                                MergeResult.Merged.class,
                                                merged -> {
                                                    assertThat(merged.alreadyMerged()).isTrue();
                                                    assertThat(merged.landed()).isEqualTo(landed);
                                                    assertThat(merged.headSha()).isEqualTo(head);
                                                }));
        assertThat(writes).isEmpty();

        Sha another = scene.tip(scene.branch());
        refused(pr, another, MergeFailureReason.MERGED_OTHER_HEAD);
    }

    void withAQueueItIsQueuedThenMerged() {
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().withQueue());
        PrRef pr = scene.pr();
        Sha head = scene.head(pr);
        refused(pr, head, MergeFailureReason.QUEUE_REQUIRED);
        assertThat(scene.sent(HostRequest.ENQUEUE)).isEmpty();

        MergeResult queued = enqueue(pr, head);
        assertThat(queued).isInstanceOf(MergeResult.Queued.class);
        assertThat(queued.success()).isFalse();
        assertThat(scene.truth(pr).queued()).isTrue();
        assertThat(scene.status(pr).queue()).isPresent();
        assertThat(scene.sent(HostRequest.ENQUEUE))
                .singleElement()
                .satisfies(sent -> assertThat(sent.body()).contains(head.text()));
        assertThat(enqueue(pr, head)).isInstanceOf(MergeResult.Queued.class);
        assertThat(scene.sent(HostRequest.ENQUEUE)).hasSize(1);

        scene.pulls().landQueue(pr);
        assertThat(enqueue(pr, head))
                .isInstanceOfSatisfying(
                        MergeResult.Merged.class,
                        merged -> assertThat(merged.alreadyMerged()).isTrue());
        assertThat(scene.sent(HostRequest.MERGE)).isEmpty();
    }

    private MergeResult enqueue(PrRef pr, Sha head) {
        return scene.host().mergePR(pr, MergeStrategy.MERGE, queueing(head), scene.call());
    }

    void neverSendsBypassParameters() {
        scene.rules().selfMay(scene.repo(), HostRules.Right.ADMIN);
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().notForAdmins());
        for (MergeStrategy strategy : EnumSet.allOf(MergeStrategy.class)) {
            PrRef pr = scene.pr();
            assertThat(scene.merge(pr, strategy, scene.head(pr)).success()).isTrue();
        }
        scene.rules().protect(scene.repo(), scene.base(), Rules.plain().withQueue());
        PrRef queued = scene.pr();
        enqueue(queued, scene.head(queued));

        List<Sent> writes =
                scene.traffic().sent().stream().filter(sent -> sent.what().writes()).toList();
        assertThat(writes).hasSize(MergeStrategy.values().length + 1);
        assertThat(scene.sent(HostRequest.ENQUEUE)).hasSize(1);
        for (Sent sent : writes) {
            for (String parameter : scene.fixture().bypassParameters()) {
                assertThat(sent.path() + " " + sent.body())
                        .doesNotContainPattern("\\b" + parameter + "\\b");
            }
        }
    }

    void aBypassingIdentityObeysRules() {
        scene.rules().selfMay(scene.repo(), HostRules.Right.ADMIN);
        scene.rules()
                .protect(scene.repo(), scene.base(), Rules.plain().approvals(1).notForAdmins());
        PrRef pr = scene.pr();

        refused(pr, scene.head(pr), MergeFailureReason.BLOCKED);
        assertThat(scene.status(pr).mergeState()).isEqualTo(MergeState.BLOCKED);
        assertThat(scene.status(pr).canBypass()).isNotEqualTo(Tri.NO);

        scene.approve(pr);
        assertThat(scene.merge(pr)).isInstanceOf(MergeResult.Merged.class);
    }

    void namesTheExpectedHeadOnTheWire() {
        for (MergeStrategy strategy : MergeStrategy.values()) {
            PrRef pr = scene.pr();
            Sha head = scene.head(pr);
            scene.merge(pr, strategy, head);
            assertThat(scene.sent(HostRequest.MERGE).getLast().body()).contains(head.text());
        }
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(MergeStrategy.values().length);
    }

    void mergedByAPersonIsSeenWithWhoAndWhen() {
        PrRef pr = scene.pr();
        Sha landed = scene.pulls().merge(pr, Account.BEN, MergeStrategy.SQUASH);
        PRStatus status = scene.status(pr);

        assertThat(status.state()).isEqualTo(PRStatus.State.MERGED);
        assertThat(status.mergeSha()).isEqualTo(Optional.of(landed));
        assertThat(status.mergedBy().orElseThrow().login().text())
                .isEqualTo(scene.control().login(Account.BEN));
        assertThat(status.mergedBy().orElseThrow().self()).isFalse();
        assertThat(status.mergedAt()).isPresent();
    }

    /** Refused for that reason; nothing landed and no merge was asked for. */
    private MergeResult.Refused refused(PrRef pr, Sha expected, MergeFailureReason reason) {
        Sha before = scene.baseTip();
        int asked = scene.sent(HostRequest.MERGE).size();
        MergeResult result =
                scene.host()
                        .mergePR(
                                pr,
                                MergeStrategy.MERGE,
                                MergeGuard.of(expected, HostScene.key()),
                                scene.call());
        assertThat(result).isInstanceOf(MergeResult.Refused.class);
        MergeResult.Refused refused = (MergeResult.Refused) result;
        assertThat(refused.reason()).as(refused.error()).isEqualTo(reason);
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(asked);
        assertThat(scene.baseTip()).isEqualTo(before);
        return refused;
    }
}
