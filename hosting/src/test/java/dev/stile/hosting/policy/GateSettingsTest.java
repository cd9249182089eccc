package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.AUTHOR;
import static dev.stile.testkit.facts.Samples.BASE;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.PERSON;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

/** Accounts that may bypass, bases that move, strangers, labels and queues at the gate. */
final class GateSettingsTest {
    private final Story story = new Story();

    @Test
    @Proves("GH-82")
    void anAccountThatMayBypassNeedsVisibleRulesAndASecondLook() {
        for (Tri may : new Tri[] {Tri.YES, Tri.UNKNOWN}) {
            story.state = PrState.fresh();
            story.look(SampleFacts.ready().canBypass(may));
            assertThat(story.plan().confirm()).isTrue();
        }
        story.set("merge.auto", "true", "merge.identity_may_bypass", "refuse");
        assertThat(look(SampleFacts.ready().canBypass(Tri.UNKNOWN))).isEqualTo("hand_off");
        assertThat(look(SampleFacts.ready().canBypass(Tri.NO))).isEqualTo("merge");
    }

    @Test
    @Proves("GH-82")
    void theSecondLookMustAllowThePlanAgain() {
        story.look(SampleFacts.ready().canBypass(Tri.YES));
        MergePlan plan = story.plan();
        PrState planned = story.state;

        story.after(Duration.ofSeconds(1));
        Decision again = confirm(plan, planned, SampleFacts.ready().canBypass(Tri.YES));
        assertThat(again).isEqualTo(new Decision.Merge(plan));
        assertThat(story.state.isUnsettled()).isTrue();

        for (SampleFacts changed :
                new SampleFacts[] {
                    SampleFacts.ready().canBypass(Tri.YES).head(sha('c')),
                    SampleFacts.ready().canBypass(Tri.YES).base("main", sha('d')),
                    SampleFacts.ready().canBypass(Tri.NO),
                    SampleFacts.unreviewed().canBypass(Tri.YES),
                    SampleFacts.ready().canBypass(Tri.YES).merge(MergeState.BLOCKED),
                    SampleFacts.ready().canBypass(Tri.YES).protectionIncomplete(),
                    SampleFacts.ready()
                            .canBypass(Tri.YES)
                            .say(Said.of("c:1", "stop").by(OTHER).at(NOON))
                }) {
            Decision other = confirm(plan, planned, changed);
            assertThat(other.equals(new Decision.Merge(plan))).isFalse();
            assertThat(story.state.isUnsettled()).isFalse();
        }
    }

    @Test
    @Proves("GH-82")
    void theSameSnapshotIsNoSecondLook() {
        story.look(SampleFacts.ready().canBypass(Tri.YES));
        MergePlan plan = story.plan();

        assertThat(confirm(plan, story.state, SampleFacts.ready().canBypass(Tri.YES)).word())
                .isEqualTo("wait_facts");
    }

    @Test
    @Proves("GH-86")
    void aTestedBaseIsDemandedIfTheUserWantsIt() {
        story.set("merge.auto", "true", "merge.require_tested_base", "true");
        assertThat(look(SampleFacts.ready())).isEqualTo("wait_git");
        assertThat(story.outcome().lineage()).contains(new Lineage(HEAD, BASE, Set.of(), true));

        PrState asked = story.state;
        assertThat(found(asked, BASE, Tri.YES)).isEqualTo("merge");
        assertThat(found(asked, BASE, Tri.NO)).isEqualTo("rework_behind");
        assertThat(found(asked, BASE, Tri.UNKNOWN)).isEqualTo("hand_off");
        assertThat(found(asked, sha('d'), Tri.YES)).isEqualTo("wait_git");
    }

    private String found(PrState asked, Sha base, Tri answer) {
        story.state = asked.withGit(new GitFindings(HEAD, base, Set.of(), answer));
        story.look(SampleFacts.ready());
        return story.word();
    }

    @Test
    @Proves("GH-108")
    void onlyBehindIsReworkThatIsCounted() {
        SampleFacts behind = SampleFacts.ready().merge(MergeState.BLOCKED, BlockReason.BEHIND_BASE);

        assertThat(story.act(behind).word()).isEqualTo("rework_behind");
        assertThat(story.act(behind)).isInstanceOf(Decision.Nothing.class);
        assertThat(story.act(behind.head(sha('1'))).word()).isEqualTo("rework_behind");
        assertThat(story.act(behind.head(sha('2'))).word()).isEqualTo("rework_behind");
        assertThat(story.act(behind.head(sha('3')))).isInstanceOf(Decision.HandOff.class);
    }

    @Test
    @Proves("GH-108")
    void anApprovalLivesThroughCleanMergesOfTheBase() {
        SampleFacts older = SampleFacts.unreviewed().staleApproval(PERSON, sha('c'), Tri.YES);
        assertThat(look(older)).isEqualTo("wait_reviews");
        assertThat(story.outcome().lineage())
                .contains(new Lineage(HEAD, BASE, Set.of(sha('c')), false));

        PrState asked = story.state;
        assertThat(carried(asked, older, sha('c'))).isEqualTo("merge");
        assertThat(carried(asked, older, sha('d'))).isEqualTo("wait_reviews");
        assertThat(carried(asked, older.head(sha('f')), sha('c'))).isEqualTo("wait_reviews");
    }

    @Test
    @Proves("GH-108")
    void anOlderApprovalNeedsAPersonWhoMayAndAHostThatKeepsIt() {
        PrState none = PrState.fresh();
        assertThat(
                        carried(
                                none,
                                SampleFacts.unreviewed().staleApproval(AUTHOR, sha('c'), Tri.YES),
                                sha('c')))
                .isEqualTo("wait_reviews");
        assertThat(
                        carried(
                                none,
                                SampleFacts.unreviewed().staleApproval(PERSON, sha('c'), Tri.NO),
                                sha('c')))
                .isEqualTo("wait_reviews");
        SampleFacts blocked =
                SampleFacts.unreviewed()
                        .staleApproval(PERSON, sha('c'), Tri.YES)
                        .merge(MergeState.BLOCKED, BlockReason.BEHIND_BASE);
        assertThat(carried(none, blocked, sha('c'))).isEqualTo("rework_behind");
        assertThat(
                        carried(
                                none,
                                blocked.merge(
                                        MergeState.BLOCKED,
                                        BlockReason.BEHIND_BASE,
                                        BlockReason.REVIEWS_MISSING),
                                sha('c')))
                .isEqualTo("wait_reviews");
        story.set("merge.auto", "true", "approve.kept_over_base_merges", "false");
        assertThat(
                        carried(
                                none,
                                SampleFacts.unreviewed().staleApproval(PERSON, sha('c'), Tri.YES),
                                sha('c')))
                .isEqualTo("wait_reviews");
    }

    private String carried(PrState state, SampleFacts facts, Sha older) {
        story.state = state;
        story.look(facts);
        story.state = story.state.withGit(new GitFindings(HEAD, BASE, Set.of(older), Tri.UNKNOWN));
        story.look(facts);
        return story.word();
    }

    @Test
    @Proves("GH-109")
    void aStrangersChangeRequestOnAPublicRepositoryDoesNotBlock() {
        assertThat(requested(Visibility.PUBLIC, Tri.NO)).isEqualTo("merge");
        assertThat(requested(Visibility.PRIVATE, Tri.NO)).isEqualTo("hand_off");
        assertThat(requested(Visibility.UNKNOWN, Tri.NO)).isEqualTo("hand_off");
        assertThat(requested(Visibility.PUBLIC, Tri.UNKNOWN)).isEqualTo("hand_off");
        assertThat(requested(Visibility.PUBLIC, Tri.YES)).isEqualTo("feedback");
        story.set("merge.auto", "true", "feedback.from", "all");
        assertThat(requested(Visibility.PUBLIC, Tri.NO)).isEqualTo("feedback");
    }

    private String requested(Visibility visibility, Tri canWrite) {
        return look(
                SampleFacts.ready()
                        .visible(visibility)
                        .changesRequestedBy(OTHER, NOON.minusSeconds(5), canWrite));
    }

    @Test
    @Proves("GH-109")
    void aDeliveredChangeRequestKeepsItFromMerging() {
        SampleFacts facts =
                SampleFacts.ready().changesRequestedBy(OTHER, NOON.minusSeconds(5), Tri.YES);
        assertThat(story.act(facts).word()).isEqualTo("feedback");
        assertThat(story.act(facts).word()).isEqualTo("wait_reviews");
    }

    @Test
    @Proves("GH-109")
    void theHeadBranchIsDeletedOnlyIfWantedAndOurs() {
        story.look(SampleFacts.ready());
        assertThat(story.plan().deleteBranch()).isFalse();
        story.set("merge.auto", "true", "merge.delete_branch", "true");
        look(SampleFacts.ready());
        assertThat(story.plan().deleteBranch()).isTrue();
        look(SampleFacts.ready().fromFork());
        assertThat(story.plan().deleteBranch()).isFalse();
    }

    @Test
    @Proves("GH-70")
    void aNeededQueueIsEnteredUnlessTheUserForbidsIt() {
        assertThat(look(SampleFacts.ready().queueNeeded())).isEqualTo("merge");
        story.set("merge.auto", "true", "merge.queue", "never");
        assertThat(look(SampleFacts.ready().queueNeeded())).isEqualTo("hand_off");
        assertThat(look(SampleFacts.ready())).isEqualTo("merge");
        assertThat(story.plan().queue()).isEqualTo(MergeGuard.Queue.NEVER);
    }

    @Test
    @Proves("GH-85")
    void anAlarmStopsMergingUntilAPersonClearsIt() {
        story.state = PrState.fresh().withAlarm(true);
        story.look(SampleFacts.ready());
        assertThat(((Decision.HandOff) story.outcome().decision()).reasons())
                .containsExactly(HandOffReason.ALARM);
        story.state = story.state.withAlarm(false);
        story.look(SampleFacts.ready());
        assertThat(story.word()).isEqualTo("merge");
    }

    private Decision confirm(MergePlan plan, PrState state, SampleFacts facts) {
        Outcome outcome = confirmed(plan, state, facts);
        story.state = outcome.next();
        return outcome.decision();
    }

    private Outcome confirmed(MergePlan plan, PrState state, SampleFacts facts) {
        return new Policy(Story.people(), Story.CHANNEL)
                .confirm(
                        state,
                        plan,
                        facts.observedAt(story.now).facts(),
                        story.settings,
                        story.now);
    }

    private String look(SampleFacts facts) {
        story.state = PrState.fresh();
        story.look(facts);
        return story.word();
    }
}
