package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.BOT;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.check;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.Tri;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** One winner, in the order of the arbitration, and what is remembered of it. */
final class ArbitrationTest {
    private final Story story = new Story();

    @Test
    @Proves({"GH-68", "GH-69"})
    void eachRowWinsOverAllBelowIt() {
        SampleFacts worst =
                red("1").merge(MergeState.CONFLICTING).say(Said.of("c:1", "why?").by(OTHER));

        assertThat(fresh(worst.state(PRStatus.State.MERGED))).isEqualTo("merged");
        assertThat(fresh(worst.state(PRStatus.State.CLOSED))).isEqualTo("closed");
        assertThat(fresh(worst.state(PRStatus.State.OPEN))).isEqualTo("feedback");

        story.act(worst);
        assertThat(story.act(worst).word()).isEqualTo("rework_conflict");
        SampleFacts failing = red("1").merge(MergeState.BLOCKED, BlockReason.CHECK_FAILING);
        assertThat(fresh(failing)).isEqualTo("wait_checks_settle");
        assertThat(fresh(SampleFacts.ready().merge(MergeState.BLOCKED, BlockReason.SIGNATURES)))
                .isEqualTo("hand_off");
        assertThat(fresh(SampleFacts.ready())).isEqualTo("merge");
    }

    @Test
    @Proves("GH-68")
    void theExplanationNamesTheWinnerAndWhatWasRejectedBeforeIt() {
        story.look(SampleFacts.ready());

        assertThat(story.outcome().explanation().winner()).isEqualTo("merge");
        assertThat(story.outcome().explanation().rejected())
                .extracting(Considered::name)
                .containsExactly("feedback", "conflict", "ci_failure", "blocked");
    }

    @Test
    @Proves("GH-68")
    void equalQuestionsHaveEqualAnswers() {
        SampleFacts facts =
                red("1").say(Said.of("c:1", "why?")).changesRequestedBy(OTHER, NOON, Tri.YES);
        Policy policy = new Policy(Story.people(), Story.CHANNEL);

        assertThat(policy.decide(PrState.fresh(), facts.facts(), Story.auto(), NOON))
                .isEqualTo(policy.decide(PrState.fresh(), facts.facts(), Story.auto(), NOON));
    }

    @Test
    @Proves("GH-69")
    void ownWordsBotsAndStrangersAreNoWork() {
        assertThat(heard(Said.of("c:1", "x").by(OTHER))).isTrue();
        assertThat(heard(Said.of("c:1", "x").by(OTHER).own())).isFalse();
        assertThat(heard(Said.of("c:1", "x").by(BOT))).isFalse();
        assertThat(heard(Said.of("c:1", "x").by(OTHER).canWrite(Tri.NO))).isFalse();
        assertThat(heard(Said.of("c:1", "x").by(OTHER).canWrite(Tri.UNKNOWN))).isFalse();
    }

    @Test
    @Proves({"GH-70", "GH-109"})
    void settingsAdmitBotsByIdAndEverybodyByWord() {
        Said bot = Said.of("c:1", "x").by(BOT).canWrite(Tri.NO);
        Said stranger = Said.of("c:1", "x").by(OTHER).canWrite(Tri.NO);

        story.set("feedback.bots", BOT.id().text());
        assertThat(heard(bot)).isTrue();
        assertThat(heard(stranger)).isFalse();
        story.set("feedback.from", "all");
        assertThat(heard(stranger)).isTrue();
        assertThat(heard(bot)).isFalse();
    }

    @Test
    @Proves("GH-69")
    void aStandingChangeRequestOfABotIsWork() {
        SampleFacts facts =
                SampleFacts.unreviewed().changesRequestedBy(BOT, NOON.minusSeconds(5), Tri.YES);

        assertThat(fresh(facts)).isEqualTo("feedback");
    }

    @Test
    @Proves("GH-71")
    void aRepeatIsNotNewAndAnEditIs() {
        assertThat(story.act(said("why?", 0))).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(said("why?", 0))).isNotInstanceOf(Decision.Feedback.class);
        assertThat(story.act(said("why not?", 60))).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(said("why not?", 60))).isNotInstanceOf(Decision.Feedback.class);
        assertThat(story.act(said("why?", 90))).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(said("changed in the same second", 90)))
                .isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(SampleFacts.unreviewed())).isNotInstanceOf(Decision.Feedback.class);
    }

    @Test
    @Proves("GH-71")
    void whatWasNotDeliveredIsDeliveredAgain() {
        story.look(said("why?", 0));

        assertThat(story.look(said("why?", 0))).isInstanceOf(Decision.Feedback.class);
    }

    @Test
    @Proves("GH-71")
    void onlyNewItemsAreDeliveredWithTheOlderOnesOfTheirThread() {
        Said one = Said.of("i:1", "one").in("t", Tri.NO).by(OTHER);
        Said ours = Said.of("i:2", "two").in("t", Tri.NO).own();
        Said stranger = Said.of("i:3", "three").in("t", Tri.NO).by(OTHER).canWrite(Tri.NO);
        Said four = Said.of("i:4", "four").in("t", Tri.NO).by(OTHER);
        Said five = Said.of("i:5", "five").in("t", Tri.NO).by(OTHER);
        story.act(SampleFacts.unreviewed().say(one));

        Decision.Feedback feedback =
                (Decision.Feedback)
                        story.act(
                                SampleFacts.unreviewed()
                                        .say(one)
                                        .say(ours)
                                        .say(stranger)
                                        .say(four)
                                        .say(five));

        assertThat(feedback.items())
                .extracting(item -> item.key().id().toString())
                .containsExactly("i:4", "i:5");
        assertThat(feedback.items().getFirst().context())
                .extracting(comment -> comment.id().toString())
                .containsExactly("i:1", "i:2");
        assertThat(feedback.items().getLast().context()).isEmpty();
    }

    @Test
    @Proves("GH-72")
    void aRedCheckCountsOnlyIfItIsStillRedLater() {
        assertThat(story.act(red("1")).word()).isEqualTo("wait_checks_settle");
        assertThat(((Decision.Wait) story.outcome().decision()).until())
                .isEqualTo(NOON.plus(Duration.ofMinutes(2)));
        story.after(Duration.ofSeconds(119));
        assertThat(story.act(red("1")).word()).isEqualTo("wait_checks_settle");
        story.after(Duration.ofSeconds(1));
        Decision.Rework rework = (Decision.Rework) story.act(red("1"));
        assertThat(rework.kind()).isEqualTo(ReworkKind.CI);
        assertThat(rework.failing()).extracting(each -> each.occurrence().text()).containsOnly("1");
        assertThat(story.act(red("1"))).isInstanceOf(Decision.Nothing.class);
    }

    @Test
    @Proves("GH-72")
    void oneLookIsNotTwo() {
        story.set("checks.settle", "0s");

        assertThat(story.look(red("1")).word()).isEqualTo("wait_checks_settle");
        assertThat(story.look(red("1")).word()).isEqualTo("wait_checks_settle");
        story.after(Duration.ofSeconds(1));
        assertThat(story.look(red("1")).word()).isEqualTo("rework_ci");
    }

    @Test
    @Proves("GH-72")
    void aNewerRunUnderWayOrAnotherRunBeginsAnew() {
        SampleFacts rerun =
                SampleFacts.unreviewed()
                        .checks(
                                ChecksState.FAILING,
                                check("build", "1", Check.Outcome.FAILING, Tri.YES),
                                check("build", "2", Check.Outcome.PENDING, Tri.YES));
        story.act(red("1"));
        for (int look = 0; look < 3; look++) {
            story.after(Duration.ofMinutes(3));
            assertThat(story.act(rerun).word()).isEqualTo("wait_checks");
        }
        story.after(Duration.ofMinutes(3));
        assertThat(story.act(red("2")).word()).isEqualTo("wait_checks_settle");
        story.after(Duration.ofMinutes(3));
        assertThat(story.act(red("2")).word()).isEqualTo("rework_ci");
    }

    @Test
    @Proves("GH-72")
    void aHostThatSaysRedAndNotWhichIsBelievedLaterToo() {
        SampleFacts unnamed = SampleFacts.unreviewed().checks(ChecksState.FAILING);
        assertThat(story.act(unnamed).word()).isEqualTo("wait_checks_settle");
        story.after(Duration.ofMinutes(2));
        assertThat(story.act(unnamed).word()).isEqualTo("rework_ci");
        assertThat(story.act(unnamed)).isInstanceOf(Decision.Nothing.class);
    }

    @Test
    @Proves("GH-72")
    void anOptionalCheckCausesNoRework() {
        SampleFacts facts =
                SampleFacts.ready()
                        .checks(
                                ChecksState.PASSING,
                                check("build", "1", Check.Outcome.PASSING, Tri.YES),
                                check("lint", "2", Check.Outcome.FAILING, Tri.NO));
        story.look(facts);

        assertThat(story.word()).isEqualTo("merge");
    }

    @Test
    @Proves("GH-72")
    void aSecondReworkOfOneHeadWaitsForTheOtherChecks() {
        toRework("1");
        SampleFacts another =
                SampleFacts.unreviewed()
                        .checks(
                                ChecksState.FAILING,
                                check("build", "1", Check.Outcome.FAILING, Tri.YES),
                                check("docs", "2", Check.Outcome.FAILING, Tri.YES),
                                check("slow", "3", Check.Outcome.PENDING, Tri.YES));
        story.act(another);
        story.after(Duration.ofMinutes(3));
        assertThat(story.act(another).word()).isEqualTo("wait_checks");
    }

    @Test
    @Proves("GH-73")
    void reworksAreCountedAndTheOneTooManyIsAHandOff() {
        for (int head = 1; head <= 3; head++) {
            assertThat(story.act(conflict(head)).word()).isEqualTo("rework_conflict");
            assertThat(story.act(conflict(head))).isInstanceOf(Decision.Nothing.class);
        }
        Decision.HandOff handOff = (Decision.HandOff) story.act(conflict(4));
        assertThat(handOff.reasons()).containsExactly(HandOffReason.CONFLICTS_AGAIN);
        assertThat(story.act(conflict(4))).isInstanceOf(Decision.Nothing.class);
    }

    @Test
    @Proves("GH-73")
    void waitingPendingAndUnknownLeaveTheCounter() {
        story.act(conflict(1));
        story.act(conflict(2));
        story.act(conflict(3));
        story.act(on(4).merge(MergeState.UNKNOWN).checks(ChecksState.PASSING));
        story.act(on(4).merge(MergeState.MERGEABLE).checks(ChecksState.PENDING));
        story.act(on(4).merge(MergeState.MERGEABLE).checks(ChecksState.UNKNOWN));

        assertThat(story.act(conflict(5))).isInstanceOf(Decision.HandOff.class);
    }

    @Test
    @Proves("GH-73")
    void aNewerHeadThatIsWellFeedbackOfAPersonAndARetryEndTheCounting() {
        List<Runnable> ends =
                List.of(
                        () -> story.act(on(4).checks(ChecksState.PASSING)),
                        () -> story.act(on(4).say(Said.of("c:7", "hm").by(OTHER))),
                        () -> story.state = story.state.retried());
        for (Runnable end : ends) {
            story.state = PrState.fresh();
            story.act(conflict(1));
            story.act(conflict(2));
            story.act(conflict(3));
            end.run();
            assertThat(story.act(conflict(5)).word()).isEqualTo("rework_conflict");
        }
    }

    @Test
    @Proves("GH-73")
    void theSameHeadBeingWellAndFeedbackOfABotLeaveTheCounter() {
        story.set("feedback.bots", BOT.id().text());
        story.act(conflict(1));
        story.act(conflict(2));
        story.act(conflict(3));
        story.act(on(3).checks(ChecksState.PASSING));
        story.act(on(3).say(Said.of("c:7", "hm").by(BOT)));

        assertThat(story.act(conflict(5))).isInstanceOf(Decision.HandOff.class);
    }

    @Test
    @Proves("GH-74")
    void aHandOffIsSaidOnceForAHeadAndItsReasonsAndAgainAfterADay() {
        SampleFacts signatures = blocked(BlockReason.SIGNATURES);
        assertThat(story.act(signatures)).isInstanceOf(Decision.HandOff.class);
        story.after(Duration.ofHours(23));
        assertThat(story.act(signatures)).isInstanceOf(Decision.Nothing.class);
        assertThat(story.act(blocked(BlockReason.SIGNATURES, BlockReason.HOST_POLICY)))
                .isInstanceOf(Decision.HandOff.class);
        assertThat(story.act(signatures)).isInstanceOf(Decision.Nothing.class);
        story.after(Duration.ofHours(1));
        assertThat(story.act(signatures)).isInstanceOf(Decision.HandOff.class);
        assertThat(story.act(signatures.head(sha('c')))).isInstanceOf(Decision.HandOff.class);
        assertThat(story.act(signatures)).isInstanceOf(Decision.Nothing.class);
        story.state = story.state.retried();
        assertThat(story.act(signatures)).isInstanceOf(Decision.HandOff.class);
    }

    @Test
    void anOlderSnapshotThanTheLastDecidesNothing() {
        story.look(SampleFacts.unreviewed());
        story.now = NOON.minusSeconds(1);

        assertThat(story.look(SampleFacts.ready()).word()).isEqualTo("wait_facts");
        assertThat(story.state.head().orElseThrow().seenAt()).isEqualTo(NOON);
    }

    private String fresh(SampleFacts facts) {
        Story other = new Story();
        return other.look(facts).word();
    }

    private boolean heard(Said said) {
        story.state = PrState.fresh();
        return story.look(SampleFacts.unreviewed().say(said)) instanceof Decision.Feedback;
    }

    private static SampleFacts said(String body, int seconds) {
        Said said = Said.of("c:1", body).by(OTHER).at(NOON.minusSeconds(600));
        return SampleFacts.unreviewed()
                .say(seconds == 0 ? said : said.editedAt(NOON.minusSeconds(600 - seconds)));
    }

    private void toRework(String run) {
        story.act(red(run));
        story.after(Duration.ofMinutes(3));
        assertThat(story.act(red(run)).word()).isEqualTo("rework_ci");
    }

    private static SampleFacts red(String run) {
        return SampleFacts.unreviewed()
                .checks(ChecksState.FAILING, check("build", run, Check.Outcome.FAILING, Tri.YES));
    }

    private static SampleFacts on(int head) {
        return SampleFacts.unreviewed().head(sha(Character.forDigit(head, 10)));
    }

    private static SampleFacts conflict(int head) {
        return on(head).merge(MergeState.CONFLICTING);
    }

    private static SampleFacts blocked(BlockReason... reasons) {
        return SampleFacts.ready().head(HEAD).merge(MergeState.BLOCKED, reasons);
    }
}
