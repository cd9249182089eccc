package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.BASE;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.PR;
import static dev.stile.testkit.facts.Samples.check;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.BranchProtection.Protection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gate before a merge, condition by condition. */
final class GateTest {
    private final Story story = new Story();

    @Test
    @Proves({"GH-65", "GH-81"})
    void whatIsSaidAfterAReviewHoldsTheMergeUntilTheNextOneDeliveredOrNot() {
        Instant later = NOON.minusSeconds(60);
        SampleFacts facts = SampleFacts.ready().say(Said.of("c:1", "wait").by(OTHER).at(later));

        assertThat(story.act(facts)).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(facts).word()).isEqualTo("wait_reviews");
        assertThat(story.act(facts.approvedBy(OTHER, later.plusSeconds(1))))
                .isInstanceOf(Decision.Merge.class);
    }

    @Test
    @Proves({"GH-81", "GH-109"})
    void whatSomebodyOfUnknownAccessSaysAfterAReviewIsNoWorkAndMergesNothing() {
        Said said = Said.of("c:1", "wait").by(OTHER).canWrite(Tri.UNKNOWN);

        assertThat(story.look(SampleFacts.ready().say(said.at(NOON.minusSeconds(60)))))
                .isEqualTo(
                        new Decision.HandOff(
                                HEAD, Set.of(HandOffReason.STRANGER_OBJECTS), Set.of()));
        assertThat(story.look(SampleFacts.ready().say(said.at(NOON.minusSeconds(3000)))))
                .isInstanceOf(Decision.Merge.class);
    }

    @Test
    @Proves({"GH-81", "GH-83"})
    void whatHoldsBecomesAPlanThatBindsHeadAndBase() {
        story.look(SampleFacts.ready());

        MergePlan plan = story.plan();
        assertThat(plan.pr()).isEqualTo(PR);
        assertThat(plan.head()).isEqualTo(HEAD);
        assertThat(plan.baseTip()).isEqualTo(BASE);
        assertThat(plan.strategy()).isEqualTo(MergeStrategy.SQUASH);
        assertThat(plan.queue()).isEqualTo(MergeGuard.Queue.IF_REQUIRED);
        assertThat(plan.confirm()).isFalse();
        assertThat(plan.leansOn()).isEmpty();
        assertThat(plan.guard().expectedHead()).isEqualTo(HEAD);
        assertThat(plan.guard().expectedBase()).contains(BASE);
        assertThat(story.state.isUnsettled()).isTrue();
    }

    @Test
    @Proves("GH-81")
    void eachConditionAloneKeepsItFromMerging() {
        Map<String, SampleFacts> rows = new LinkedHashMap<>();
        rows.put("wait_draft", SampleFacts.ready().draft());
        rows.put("wait_reviews", SampleFacts.unreviewed());
        rows.put("wait_mergeability", SampleFacts.ready().merge(MergeState.UNKNOWN));
        rows.put("wait_checks", SampleFacts.ready().checks(ChecksState.PENDING));
        rows.put("wait_checks ", SampleFacts.ready().checks(ChecksState.UNKNOWN));
        rows.put(
                "wait_checks  ",
                SampleFacts.ready()
                        .checks(
                                ChecksState.PASSING,
                                check("build", "1", Check.Outcome.PASSING, Tri.YES, sha('c'))));
        rows.put(
                "wait_checks   ",
                SampleFacts.ready()
                        .checks(
                                ChecksState.PASSING,
                                check("build", "1", Check.Outcome.PENDING, Tri.YES)));
        rows.put("wait_checks    ", SampleFacts.ready().requiredChecks(ChecksState.PENDING));
        rows.put("wait_checks_missing", SampleFacts.ready().missing("docs"));
        rows.put("wait_checks_missing ", SampleFacts.ready().checks(ChecksState.NONE));
        rows.put("wait_facts", SampleFacts.ready().commentsIncomplete());
        rows.put("wait_facts ", SampleFacts.ready().checksIncomplete());
        rows.put("wait_facts  ", SampleFacts.ready().checkedHead(sha('c')));
        rows.put("wait_queue", SampleFacts.ready().queued());
        rows.put("nothing", SampleFacts.ready().base("develop", BASE));
        rows.put("nothing ", SampleFacts.ready().labels("other", "Do-Not-Merge"));
        rows.put("hand_off", SampleFacts.ready().allow(MergeStrategy.MERGE));
        rows.put("hand_off   ", SampleFacts.ready().linearHistory());
        rows.put(
                "hand_off ",
                SampleFacts.ready().canBypass(Tri.UNKNOWN).protection(Protection.NOT_VISIBLE));
        rows.put("hand_off  ", SampleFacts.ready().canBypass(Tri.YES).protectionIncomplete());
        rows.forEach(
                (word, facts) -> {
                    story.state = PrState.fresh();
                    story.settings = Story.auto();
                    if (word.equals("hand_off   ")) {
                        story.settings =
                                story.settings.on(new BranchName("main"), MergeStrategy.MERGE);
                    }
                    story.look(facts);
                    assertThat(story.word()).as(word).isEqualTo(word.strip());
                });
        story.state = PrState.fresh();
        assertThat(story.look(SampleFacts.ready().reviewsIncomplete()))
                .isInstanceOf(Decision.Wait.class);
        story.state = PrState.fresh();
        assertThat(story.look(SampleFacts.ready().reviewedHead(sha('c'))))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    @Proves({"GH-70", "GH-81"})
    void nothingIsMergedUnlessTheUserSaysSo() {
        story.set();
        assertThat(story.look(SampleFacts.ready())).isInstanceOf(Decision.Nothing.class);
    }

    @Test
    @Proves("GH-70")
    void basesAreThoseNamedElseTheDefaultBranch() {
        story.set("merge.auto", "true", "merge.bases", "develop,next");

        assertThat(look(SampleFacts.ready().base("next", BASE))).isEqualTo("merge");
        assertThat(look(SampleFacts.ready().base("main", BASE))).isEqualTo("nothing");
        story.settings = PolicyBook.with(PolicySettings.defaults(), Map.of(), "");
        story.settings = story.settings.withMerge(Story.auto().merge());
        assertThat(look(SampleFacts.ready())).isEqualTo("merge");
    }

    @Test
    @Proves("GH-70")
    void anUnknownDefaultBranchIsNoBranch() {
        story.settings =
                PolicyBook.with(
                        PolicySettings.defaults(), Map.of("merge.auto", List.of("true")), "");

        assertThat(look(SampleFacts.ready())).isEqualTo("nothing");
    }

    @Test
    @Proves("GH-81")
    void aSnapshotOfMoreThanAMinuteAgoMergesNothing() {
        Policy policy = new Policy(Story.people(), Story.CHANNEL);
        SampleFacts facts = SampleFacts.ready();

        assertThat(
                        policy.decide(
                                        PrState.fresh(),
                                        facts.facts(),
                                        Story.auto(),
                                        NOON.plusSeconds(60))
                                .decision())
                .isInstanceOf(Decision.Merge.class);
        assertThat(
                        policy.decide(
                                        PrState.fresh(),
                                        facts.facts(),
                                        Story.auto(),
                                        NOON.plusSeconds(61))
                                .decision()
                                .word())
                .isEqualTo("wait_facts");
    }

    @Test
    @Proves("GH-81")
    void noCheckAtAllIsReadyOnlyIfSaidSoAfterTheGraceAndWithoutRules() {
        SampleFacts none = SampleFacts.ready().checks(ChecksState.NONE).noRequiredChecks();
        story.set("merge.auto", "true", "checks.none", "ready");

        story.look(none);
        assertThat(story.word()).isEqualTo("wait_checks_missing");
        assertThat(((Decision.Wait) story.outcome().decision()).until())
                .isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        story.after(Duration.ofMinutes(5));
        PrState seen = story.state;
        for (SampleFacts doubtful :
                new SampleFacts[] {
                    SampleFacts.ready().checks(ChecksState.NONE),
                    none().protectionIncomplete(),
                    none().protection(Protection.NOT_VISIBLE),
                    none().checksIncomplete(),
                    none().missing("docs"),
                    none().head(sha('c'))
                }) {
            story.state = seen;
            assertThat(story.look(doubtful)).isInstanceOf(Decision.Wait.class);
        }
        story.state = seen;
        assertThat(story.look(none()).word()).isEqualTo("merge");
        story.state = seen;
        story.set("merge.auto", "true");
        assertThat(story.look(none()).word()).isEqualTo("wait_checks_missing");
    }

    private static SampleFacts none() {
        return SampleFacts.ready().checks(ChecksState.NONE).noRequiredChecks();
    }

    @Test
    @Proves("GH-81")
    void aBlockedOneThatLacksOnlyWhatComesWaits() {
        assertThat(blocked(SampleFacts.unreviewed(), BlockReason.REVIEWS_MISSING))
                .isEqualTo("wait_reviews");
        assertThat(blocked(SampleFacts.ready(), BlockReason.REVIEWS_MISSING))
                .isEqualTo("wait_reviews");
        assertThat(blocked(SampleFacts.ready(), BlockReason.CODE_OWNER_MISSING))
                .isEqualTo("wait_reviews");
        assertThat(blocked(SampleFacts.ready(), BlockReason.CHECK_PENDING))
                .isEqualTo("wait_checks");
        assertThat(blocked(SampleFacts.ready(), BlockReason.CHECK_MISSING))
                .isEqualTo("wait_checks_missing");
        assertThat(blocked(SampleFacts.ready().draft(), BlockReason.DRAFT)).isEqualTo("wait_draft");
        assertThat(blocked(SampleFacts.unreviewed(), BlockReason.SIGNATURES))
                .isEqualTo("wait_reviews");
        assertThat(blocked(SampleFacts.ready(), BlockReason.BEHIND_BASE, BlockReason.CHECK_PENDING))
                .isEqualTo("wait_checks");
    }

    @Test
    @Proves("GH-81")
    void anApprovedOneBlockedByAnythingElseIsHandedOff() {
        Set<BlockReason> waiting =
                Set.of(
                        BlockReason.DRAFT,
                        BlockReason.REVIEWS_MISSING,
                        BlockReason.CODE_OWNER_MISSING,
                        BlockReason.CHECK_PENDING,
                        BlockReason.CHECK_MISSING,
                        BlockReason.BEHIND_BASE);
        for (BlockReason reason : BlockReason.values()) {
            if (!waiting.contains(reason)) {
                assertThat(blocked(SampleFacts.ready(), reason))
                        .as(reason.name())
                        .isEqualTo("hand_off");
                assertThat(((Decision.HandOff) story.outcome().decision()).rules())
                        .containsExactly(reason);
            }
        }
        assertThat(blocked(SampleFacts.ready())).isEqualTo("hand_off");
    }

    @Test
    @Proves("GH-81")
    void aCheckThatIsStillMissingAfterTheGraceIsHandedOff() {
        story.look(SampleFacts.ready().merge(MergeState.BLOCKED, BlockReason.CHECK_MISSING));
        story.after(Duration.ofMinutes(5));
        story.look(SampleFacts.ready().merge(MergeState.BLOCKED, BlockReason.CHECK_MISSING));
        assertThat(story.word()).isEqualTo("hand_off");
        story.look(SampleFacts.ready().missing("docs"));
        assertThat(story.word()).isEqualTo("hand_off");
    }

    private String look(SampleFacts facts) {
        story.state = PrState.fresh();
        story.look(facts);
        return story.word();
    }

    private String blocked(SampleFacts facts, BlockReason... reasons) {
        return look(facts.merge(MergeState.BLOCKED, reasons));
    }
}
