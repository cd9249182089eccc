package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Merges that meet others on the way, or whose answer does not come. */
final class MergeFaultCases {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final HostScene scene;

    MergeFaultCases(HostScene scene) {
        this.scene = scene;
    }

    void racesAreClassifiedByReadingAgain() {
        PrRef pushed = scene.pr();
        lost(
                pushed,
                () -> scene.git().push(scene.repo(), scene.headOf(pushed), "in-between.txt", "x\n"),
                MergeFailureReason.HEAD_CHANGED);
        PrRef closed = scene.pr();
        lost(closed, () -> scene.pulls().close(closed, Account.ADA), MergeFailureReason.CLOSED);
        PrRef drafted = scene.pr();
        lost(drafted, () -> scene.pulls().draft(drafted, true), MergeFailureReason.DRAFT);
        PrRef narrowed = scene.pr();
        lost(
                narrowed,
                () -> scene.rules().allowed(scene.repo(), Set.of(MergeStrategy.SQUASH)),
                MergeFailureReason.METHOD_NOT_ALLOWED);
        scene.rules().allowed(scene.repo(), Set.of(MergeStrategy.values()));
        PrRef conflicting = scene.pr();
        lostToTheBase(conflicting);
        PrRef protectedNow = scene.pr();
        lost(
                protectedNow,
                () -> scene.rules().protect(scene.repo(), scene.base(), Rules.plain().approvals(1)),
                MergeFailureReason.BLOCKED);
        scene.rules().unprotect(scene.repo(), scene.base());
        mergedByAnotherMeanwhile();
        otherHeadMergedMeanwhile();
        assertThat(scene.races().isSpent()).isTrue();
    }

    private void lostToTheBase(PrRef pr) {
        String file = scene.headOf(pr) + ".txt";
        Sha expected = scene.head(pr);
        scene.races()
                .before(
                        HostRequest.MERGE,
                        () -> scene.git().push(scene.repo(), scene.base(), file, "other\n"));
        assertThat(scene.merge(pr, MergeStrategy.MERGE, expected))
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .as(refused.error())
                                        .isEqualTo(MergeFailureReason.CONFLICT));
        assertThat(scene.truth(pr).state()).isEqualTo(PRStatus.State.OPEN);
    }

    private void lost(PrRef pr, Runnable race, MergeFailureReason reason) {
        Sha expected = scene.head(pr);
        Sha before = scene.baseTip();
        int asked = scene.sent(HostRequest.MERGE).size();
        scene.races().before(HostRequest.MERGE, race);

        assertThat(scene.merge(pr, MergeStrategy.MERGE, expected))
                .as("after a race for %s", reason)
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(asked + 1);
        assertThat(scene.baseTip()).isEqualTo(before);
    }

    private void mergedByAnotherMeanwhile() {
        PrRef pr = scene.pr();
        Sha expected = scene.head(pr);
        scene.races()
                .before(
                        HostRequest.MERGE,
                        () -> scene.pulls().merge(pr, Account.BEN, MergeStrategy.MERGE));
        assertThat(scene.merge(pr, MergeStrategy.MERGE, expected))
                .isInstanceOfSatisfying(
                        MergeResult.Merged.class,
                        merged -> {
                            assertThat(merged.headSha()).isEqualTo(expected);
                            assertThat(merged.mergedBy().orElseThrow().login().text())
                                    .isEqualTo(scene.control().login(Account.BEN));
                        });
    }

    private void otherHeadMergedMeanwhile() {
        PrRef pr = scene.pr();
        Sha expected = scene.head(pr);
        BranchName branch = scene.headOf(pr);
        scene.races()
                .before(
                        HostRequest.MERGE,
                        () -> {
                            scene.git().push(scene.repo(), branch, "unseen.txt", "unseen\n");
                            scene.pulls().merge(pr, Account.BEN, MergeStrategy.MERGE);
                        });
        assertThat(scene.merge(pr, MergeStrategy.MERGE, expected))
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(MergeFailureReason.MERGED_OTHER_HEAD));
    }

    void lostAnswerIsSettledByReading() {
        PrRef done = scene.pr();
        scene.traffic().disturb(HostRequest.MERGE, 1, new Disturbance.LostAfter());
        MergeResult merged = scene.merge(done);
        assertThat(merged).isInstanceOf(MergeResult.Merged.class);
        assertThat(merged.mergeSha()).isEqualTo(Optional.of(scene.baseTip()));
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(1);

        notDone(new Disturbance.LostBefore(), 2);
        notDone(new Disturbance.Status(502), 3);

        PrRef unreadable = scene.pr();
        Sha head = scene.head(unreadable);
        scene.traffic().disturb(HostRequest.MERGE, 1, new Disturbance.LostAfter());
        scene.races()
                .before(
                        HostRequest.MERGE,
                        () ->
                                scene.traffic()
                                        .disturb(
                                                HostRequest.READ_PR,
                                                1_000,
                                                new Disturbance.Status(502)));
        assertThat(scene.merge(unreadable, MergeStrategy.MERGE, head))
                .isInstanceOfSatisfying(
                        MergeResult.Unsettled.class,
                        open -> assertThat(open.headSha()).isEqualTo(head));
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(4);
    }

    private void notDone(Disturbance disturbance, int asked) {
        PrRef pr = scene.pr();
        Sha before = scene.baseTip();
        Duration waited = waited();
        scene.traffic().disturb(HostRequest.MERGE, 1, disturbance);
        assertThat(scene.merge(pr))
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .isEqualTo(MergeFailureReason.TRANSIENT));
        assertThat(waited().minus(waited)).isGreaterThanOrEqualTo(SETTLING);
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(asked);
        assertThat(scene.baseTip()).isEqualTo(before);
    }

    private Duration waited() {
        return scene.services().pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }

    void rateLimitedSaysUntil() {
        PrRef pr = scene.pr();
        Sha before = scene.baseTip();
        limited(pr, new Disturbance.HourlyLimit(Duration.ofMinutes(40)), Duration.ofMinutes(39));
        limited(
                pr,
                new Disturbance.BurstLimit(Optional.of(Duration.ofMinutes(3))),
                Duration.ofMinutes(2));
        assertThat(scene.baseTip()).isEqualTo(before);
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(2);
    }

    private void limited(PrRef pr, Disturbance limit, Duration atLeast) {
        scene.traffic().disturb(HostRequest.MERGE, 1, limit);
        assertThat(scene.merge(pr))
                .isInstanceOfSatisfying(
                        MergeResult.Refused.class,
                        refused -> {
                            assertThat(refused.reason())
                                    .as(refused.error())
                                    .isEqualTo(MergeFailureReason.RATE_LIMITED);
                            assertThat(refused.retryAt().orElseThrow())
                                    .isAfter(scene.control().clock().instant().plus(atLeast));
                        });
    }

    void reportedOnlyWhenReadBack() {
        PrRef pr = scene.pr();
        Sha before = scene.baseTip();
        scene.traffic().disturb(HostRequest.MERGE, 1, new Disturbance.Pretend());

        assertThat(scene.merge(pr)).isInstanceOf(MergeResult.Unsettled.class);
        assertThat(scene.baseTip()).isEqualTo(before);
        assertThat(scene.sent(HostRequest.MERGE)).hasSize(1);
    }
}
