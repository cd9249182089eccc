package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.BASE;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What follows from what became of a merge. */
final class MergeOutcomesTest {
    private final Story story = new Story();

    @BeforeEach
    void aMergeIsPlanned() {
        story.look(SampleFacts.ready());
        assertThat(story.word()).isEqualTo("merge");
    }

    @Test
    @Proves("GH-84")
    void waitsBackOffAndTooManyInARowAreHandedOff() {
        Duration before = Duration.ZERO;
        for (int attempt = 1; attempt <= 4; attempt++) {
            refused(MergeFailureReason.TRANSIENT);
            Instant next = story.state.merging().notBefore().orElseThrow();
            Duration wait = Duration.between(story.now, next);
            assertThat(wait).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(30));
            assertThat(wait).isGreaterThan(before);
            before = wait;
            assertThat(story.look(SampleFacts.ready()))
                    .isEqualTo(new Decision.Wait(next, WaitReason.BACKOFF));
            story.now = next;
            assertThat(story.look(SampleFacts.ready())).isInstanceOf(Decision.Merge.class);
        }
        refused(MergeFailureReason.NOT_COMPUTED);
        story.after(Duration.ofMinutes(31));
        assertThat(reasons()).containsExactly(HandOffReason.ATTEMPTS_SPENT);
        story.state = story.state.retried();
        assertThat(story.look(SampleFacts.ready())).isInstanceOf(Decision.Merge.class);
    }

    @Test
    @Proves("GH-84")
    void backoffsStayWithinTheirBoundsAndDifferByPlan() {
        OpenPlan one = OpenPlan.of(story.plan(), HEAD, NOON);
        OpenPlan other =
                new OpenPlan(
                        HEAD,
                        Optional.empty(),
                        Optional.empty(),
                        "merge-x",
                        HEAD,
                        OpenPlan.Phase.PLANNED,
                        NOON,
                        0,
                        NOON);
        for (int attempt = 1; attempt < 40; attempt++) {
            assertThat(AfterMerge.backoff(one, attempt))
                    .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(30));
        }
        assertThat(AfterMerge.backoff(one, 4)).isNotEqualTo(AfterMerge.backoff(other, 4));
    }

    @Test
    @Proves("GH-84")
    void aRateLimitIsWaitedForAndNotCounted() {
        Instant until = story.now.plus(Duration.ofMinutes(40));
        for (int attempt = 1; attempt <= 10; attempt++) {
            story.state =
                    story.state.answered(
                            new MergeResult.Refused(
                                    MergeFailureReason.RATE_LIMITED,
                                    Set.of(),
                                    "later",
                                    Optional.of(until)),
                            story.now);
            assertThat(story.look(SampleFacts.ready()))
                    .isEqualTo(new Decision.Wait(until, WaitReason.BACKOFF));
            story.now = until;
            assertThat(story.look(SampleFacts.ready())).isInstanceOf(Decision.Merge.class);
            until = until.plus(Duration.ofMinutes(40));
        }
    }

    @Test
    @Proves("GH-84")
    void racesAreReadAgainAtOnceAndCounted() {
        for (int race = 1; race <= 4; race++) {
            refused(MergeFailureReason.BASE_CHANGED);
            story.look(SampleFacts.ready().base("main", sha((char) ('0' + race))));
            assertThat(story.word()).isEqualTo("merge");
        }
        refused(MergeFailureReason.BASE_CHANGED);
        assertThat(reasons()).containsExactly(HandOffReason.ATTEMPTS_SPENT);
    }

    @Test
    @Proves("GH-84")
    void racesWithAMovingHeadAreCountedAndAHeadAfterARestIsNew() {
        for (int race = 1; race <= 5; race++) {
            refused(MergeFailureReason.HEAD_CHANGED);
            story.look(SampleFacts.ready().head(sha((char) ('0' + race))));
        }
        assertThat(story.word()).isEqualTo("hand_off");
        story.look(SampleFacts.ready().head(sha('9')));
        assertThat(story.word()).isEqualTo("merge");
    }

    @Test
    @Proves("GH-84")
    void whatOnlyAPersonMendsIsHandedOffAndNotTriedOnTheSameFacts() {
        Map<MergeFailureReason, HandOffReason> rows =
                Map.of(
                        MergeFailureReason.BLOCKED, HandOffReason.BLOCKED,
                        MergeFailureReason.DRAFT, HandOffReason.DRAFT,
                        MergeFailureReason.METHOD_NOT_ALLOWED, HandOffReason.METHOD_NOT_ALLOWED,
                        MergeFailureReason.QUEUE_REQUIRED, HandOffReason.QUEUE_REQUIRED,
                        MergeFailureReason.PERMISSION, HandOffReason.PERMISSION);
        PrState planned = story.state;
        rows.forEach(
                (reason, handOff) -> {
                    story.state = planned;
                    refused(reason);
                    assertThat(reasons()).containsExactly(handOff);
                    story.look(SampleFacts.ready().canBypass(Tri.UNKNOWN));
                    assertThat(story.word()).as("other facts").isEqualTo("merge");
                });
    }

    @Test
    @Proves("GH-84")
    void aConflictThatOnlyTheMergeFoundIsRework() {
        refused(MergeFailureReason.CONFLICT);

        assertThat(story.act(SampleFacts.ready()).word()).isEqualTo("rework_conflict");
        assertThat(story.act(SampleFacts.ready())).isInstanceOf(Decision.Nothing.class);
        assertThat(story.act(SampleFacts.ready().head(sha('c'))).word()).isEqualTo("merge");
    }

    @Test
    @Proves("GH-84")
    void anotherHeadThatWasMergedStopsAndAlarms() {
        story.look(SampleFacts.ready().head(sha('c')).state(PRStatus.State.MERGED));

        assertThat(story.word()).isEqualTo("merged");
        assertThat(story.outcome().reports()).containsExactly(Report.MERGED_OTHER_HEAD);
        assertThat(story.state.alarmed()).isTrue();
    }

    @Test
    @Proves("GH-86")
    void anotherBaseThatItWasMergedIntoAlarms() {
        story.look(SampleFacts.ready().base("next", sha('d')).state(PRStatus.State.MERGED));

        assertThat(story.word()).isEqualTo("merged");
        assertThat(story.outcome().reports()).containsExactly(Report.MERGED_OTHER_BASE);
        assertThat(story.state.alarmed()).isTrue();
    }

    @Test
    @Proves("GH-84")
    void theHostsWordOfAnotherHeadAlarmsToo() {
        refused(MergeFailureReason.MERGED_OTHER_HEAD);

        assertThat(story.state.alarmed()).isTrue();
        assertThat(reasons()).containsExactly(HandOffReason.ALARM);
    }

    @Test
    @Proves({"GH-83", "GH-84"})
    void aPlanOfWhichNobodyKnowsIsReadThreeTimesOverTenSecondsFirst() {
        story.after(Duration.ofSeconds(1));
        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_unsettled");
        story.look(SampleFacts.ready());
        story.look(SampleFacts.ready());
        story.after(Duration.ofSeconds(5));
        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_unsettled");
        story.after(Duration.ofSeconds(5));
        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_backoff");
        assertThat(story.state.merging().attempts()).isEqualTo(1);
        story.after(Duration.ofMinutes(1));
        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("merge");
    }

    @Test
    @Proves("GH-83")
    void aPlanThatLandedWhileNobodyLookedIsDone() {
        story.after(Duration.ofSeconds(1));
        assertThat(story.look(SampleFacts.ready().state(PRStatus.State.MERGED)).word())
                .isEqualTo("merged");
        assertThat(story.state.isUnsettled()).isFalse();
        assertThat(story.state.alarmed()).isFalse();
    }

    @Test
    @Proves("GH-84")
    void anUnsettledMergeBlocksEverythingElseAndIsHandedOffAfterHalfAnHour() {
        story.state =
                story.state.answered(new MergeResult.Unsettled(HEAD, story.now, "lost"), story.now);
        assertThat(story.state.isUnsettled()).isTrue();
        assertThat(Policy.unread(story.state, story.now.plusSeconds(1799)).word())
                .isEqualTo("wait_unsettled");
        Decision late = Policy.unread(story.state, story.now.plusSeconds(1800));
        assertThat(((Decision.HandOff) late).reasons()).containsExactly(HandOffReason.UNSETTLED);
        story.state = story.state.acted(late, story.now.plusSeconds(1800));
        assertThat(Policy.unread(story.state, story.now.plusSeconds(1801)).word())
                .isEqualTo("wait_unsettled");

        story.after(Duration.ofSeconds(1801));
        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_unsettled");
        assertThat(
                        story.look(
                                        SampleFacts.ready()
                                                .state(PRStatus.State.MERGED)
                                                .observedAt(story.now))
                                .word())
                .isEqualTo("merged");
    }

    @Test
    @Proves("GH-84")
    void aQueuedOneWaitsIsPutBackOnceAndThenHandedOff() {
        queued();
        assertThat(story.look(SampleFacts.ready().queued()).word()).isEqualTo("wait_queue");
        assertThat(story.state.isUnsettled()).isFalse();
        gone("merge");
        queued();
        gone("hand_off");
        assertThat(((Decision.HandOff) story.outcome().decision()).reasons())
                .containsExactly(HandOffReason.QUEUE_REMOVED);
    }

    @Test
    @Proves("GH-84")
    void aQueuedOneThatMergesIsDone() {
        queued();
        story.after(Duration.ofSeconds(9));

        assertThat(story.look(SampleFacts.ready().state(PRStatus.State.MERGED)).word())
                .isEqualTo("merged");
    }

    @Test
    @Proves("GH-83")
    void aNewHeadBeginsAnew() {
        story.after(Duration.ofSeconds(1));
        assertThat(story.look(SampleFacts.unreviewed().head(sha('c'))).word())
                .isEqualTo("wait_reviews");
        assertThat(story.state.isUnsettled()).isFalse();
        assertThat(story.look(SampleFacts.ready().head(sha('c'))).word()).isEqualTo("merge");
        assertThat(story.plan().head()).isEqualTo(sha('c'));
    }

    @Test
    void aMergeThatSucceededLeavesNothingOpen() {
        story.state =
                story.state.answered(
                        new MergeResult.Merged(
                                sha('e'),
                                HEAD,
                                new BranchName("main"),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        story.now);

        assertThat(story.state.isUnsettled()).isFalse();
        assertThat(story.state.merging().attempts()).isZero();
    }

    @Test
    void thePlansKeyIsThatOfItsMergeAlone() {
        MergePlan plan = story.plan();
        story.state = PrState.fresh();
        story.look(SampleFacts.ready().base("main", sha('d')).merge(MergeState.MERGEABLE));
        assertThat(story.plan().key()).isEqualTo(plan.key());
        assertThat(key(sha('c'))).isNotEqualTo(plan.key().text());
        assertThat(plan.baseTip()).isEqualTo(BASE);
    }

    private String key(Sha head) {
        story.state = PrState.fresh();
        story.look(SampleFacts.ready().head(head));
        return story.plan().key().text();
    }

    private void queued() {
        story.state =
                story.state.answered(
                        new MergeResult.Queued(HEAD, new Token("q1"), OptionalInt.of(1)),
                        story.now);
    }

    private void gone(String then) {
        for (int read = 0; read < 2; read++) {
            story.after(Duration.ofSeconds(6));
            assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_queue");
        }
        story.after(Duration.ofSeconds(6));
        story.look(SampleFacts.ready());
        assertThat(story.word()).isEqualTo(then);
    }

    private void refused(MergeFailureReason reason) {
        Set<BlockReason> rules =
                reason == MergeFailureReason.BLOCKED ? Set.of(BlockReason.HOST_POLICY) : Set.of();
        story.state =
                story.state.answered(
                        new MergeResult.Refused(reason, rules, "no", Optional.empty()), story.now);
    }

    private Set<HandOffReason> reasons() {
        return ((Decision.HandOff) story.look(SampleFacts.ready())).reasons();
    }
}
