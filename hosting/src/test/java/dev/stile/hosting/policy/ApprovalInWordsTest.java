package dev.stile.hosting.policy;

import static dev.stile.testkit.facts.Samples.AUTHOR;
import static dev.stile.testkit.facts.Samples.BOT;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.HOST;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.PERSON;
import static dev.stile.testkit.facts.Samples.SELF;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Token;
import dev.stile.hosting.people.Contact;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Person;
import dev.stile.hosting.people.Pin;
import dev.stile.hosting.people.Role;
import dev.stile.testkit.Proves;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person must write, when and as whom, so that it stands in for a review. */
final class ApprovalInWordsTest {
    private static final Instant PUSHED = NOON.minusSeconds(3600);
    private static final Instant AFTER = NOON.minusSeconds(60);

    private final Story story = new Story();

    @BeforeEach
    void theHeadIsKnown() {
        story.look(unreviewed());
        story.after(Duration.ofSeconds(10));
    }

    private static SampleFacts unreviewed() {
        return SampleFacts.unreviewed().updatedAt(PUSHED);
    }

    private static Said approve() {
        return Said.of("c:1", "/approve").at(AFTER);
    }

    private boolean merges(Said said) {
        return merges(unreviewed().say(said));
    }

    private boolean merges(SampleFacts facts) {
        PrState before = story.state;
        boolean merges = story.look(facts) instanceof Decision.Merge;
        story.state = before;
        return merges;
    }

    @Test
    @Proves({"GH-76", "GH-78"})
    void theWholeBodyIsTheCommandAndThePlanLeansOnIt() {
        assertThat(story.look(unreviewed().say(approve()))).isInstanceOf(Decision.Merge.class);
        assertThat(story.plan().leansOn()).containsExactly(approve().comment().id());
        assertThat(story.plan().confirm()).isTrue();
        assertThat(story.state.merging().consumed())
                .containsEntry("c:1", story.plan().key().text());
    }

    @Test
    @Proves("GH-76")
    void onlyTheCommandItselfIsTheCommand() {
        String head = HEAD.text();
        for (String text :
                List.of(
                        "/approve",
                        " \t\r\n/approve\n\n",
                        "/APPROVE",
                        "/Approve " + head,
                        "/approve\t" + head.substring(0, 12),
                        "/approve   " + head.substring(0, 20).toUpperCase(Locale.ROOT))) {
            assertThat(merges(Said.of("c:1", text).at(AFTER))).as(text).isTrue();
        }
        for (String text :
                List.of(
                        "> /approve",
                        "`/approve`",
                        "/approve please",
                        "/approve\nand more",
                        "please /approve",
                        "/approved",
                        "/approve" + head,
                        "/approve " + head.substring(0, 11),
                        "/approve " + head + "0".repeat(25),
                        "/approve\n" + head,
                        "/approve " + head.substring(0, 12) + " " + head.substring(0, 12),
                        "/\u0430pprove",
                        "\u00a0/approve",
                        "/approve\u200b",
                        "/approve <!-- stile -->",
                        "approve",
                        "")) {
            Said said = Said.of("c:1", text).at(AFTER);
            assertThat(merges(said)).as(text).isFalse();
            assertThat(story.outcome().decision()).as(text).isInstanceOf(Decision.Feedback.class);
        }
    }

    @Test
    @Proves("GH-76")
    void aReviewBodyCommandsAndALineCommentDoesNot() {
        assertThat(merges(Said.of("r:1", "/approve").at(AFTER))).isTrue();
        assertThat(merges(Said.of("i:1", "/approve").at(AFTER))).isFalse();
        assertThat(story.outcome().decision()).isInstanceOf(Decision.Feedback.class);
    }

    @Test
    @Proves({"GH-70", "GH-76"})
    void withoutTheSettingItIsPlainFeedback() {
        story.set("merge.auto", "true");

        assertThat(merges(approve())).isFalse();
        assertThat(story.outcome().decision()).isInstanceOf(Decision.Feedback.class);
    }

    @Test
    @Proves("GH-77")
    void anEditedCommandNeverCounts() {
        assertThat(merges(approve().edited(Tri.NO))).isTrue();
        assertThat(merges(approve().edited(Tri.YES))).isFalse();
        assertThat(merges(approve().edited(Tri.UNKNOWN))).isFalse();
        assertThat(merges(approve().hidden())).isFalse();
    }

    @Test
    @Proves("GH-77")
    void itIsYoungerThanItsLongestAge() {
        Instant limit = story.now.minus(Duration.ofHours(24));
        story.state = PrState.fresh();
        story.look(unreviewed().updatedAt(limit.minusSeconds(100)));

        assertThat(merges(Said.of("c:1", "/approve").at(limit.plusSeconds(1)))).isTrue();
        assertThat(merges(Said.of("c:1", "/approve").at(limit))).isFalse();
    }

    @Test
    @Proves("GH-77")
    void itWasWrittenAfterTheHeadBecameTheHeadOnTheHostsClock() {
        SampleFacts told = SampleFacts.unreviewed().headSince(PUSHED);
        story.state = PrState.fresh();
        story.look(told);

        assertThat(merges(told.say(Said.of("c:1", "/approve").at(PUSHED)))).isFalse();
        assertThat(merges(told.say(Said.of("c:2", "/approve").at(PUSHED.plusSeconds(1))))).isTrue();
    }

    @Test
    @Proves("GH-77")
    void withoutTheHostsWordItIsLaterThanAllThatTheFirstLookShowed() {
        Said early = Said.of("c:1", "/approve").at(AFTER);
        story.state = PrState.fresh();
        assertThat(merges(unreviewed().say(early))).isFalse();
        story.look(unreviewed().say(early));
        assertThat(merges(unreviewed().say(early))).isFalse();

        Said later = Said.of("c:2", "/approve").at(AFTER.plusSeconds(1));
        assertThat(merges(unreviewed().say(early).say(later))).isTrue();
    }

    @Test
    @Proves("GH-77")
    void anEarlierOneThatNamesTheHeadCounts() {
        Said named = Said.of("c:1", "/approve " + HEAD.brief()).at(PUSHED.minusSeconds(600));

        assertThat(merges(named)).isTrue();
        assertThat(merges(Said.of("c:1", "/approve " + sha('c').brief()).at(AFTER))).isFalse();
    }

    @Test
    @Proves("GH-77")
    void itsAuthorIsAHumanAndNotTheAuthorOfTheChangeNorUs() {
        everybodyMayApprove();
        assertThat(merges(approve().by(OTHER))).isTrue();
        assertThat(merges(approve().by(BOT))).isFalse();
        assertThat(merges(approve().by(AUTHOR))).isFalse();
        assertThat(merges(approve().by(SELF))).isFalse();
        story.set("merge.auto", "true", "approve.enabled", "true", "approve.by_author", "true");
        assertThat(merges(approve().by(AUTHOR))).isTrue();
        assertThat(merges(approve().by(SELF))).isTrue();
        assertThat(merges(approve().by(SELF).own())).isFalse();
        assertThat(merges(approve().by(BOT))).isFalse();
    }

    @Test
    @Proves("GH-80")
    void writeAccessIsKnownUnlessTheUserDoesWithout() {
        assertThat(merges(approve().canWrite(Tri.NO))).isFalse();
        assertThat(merges(approve().canWrite(Tri.UNKNOWN))).isFalse();
        story.set(
                "merge.auto", "true", "approve.enabled", "true", "approve.require_write", "false");
        assertThat(merges(approve().canWrite(Tri.UNKNOWN))).isTrue();
    }

    @Test
    @Proves("GH-80")
    void anEmptyDirectoryAuthorisesNobody() {
        story.people = People.none();

        assertThat(merges(approve())).isFalse();
    }

    @Test
    @Proves("GH-80")
    void aHandleIsBoundAtItsFirstUseAndRefusedToAnotherAccount() {
        Contact handle =
                new Contact(Story.CHANNEL, Optional.of(HOST), Optional.of("Ana"), Optional.empty());
        List<Person> persons = List.of(new Person("Ana", Set.of(Role.OWNER), List.of(handle)));
        story.people = new People(persons, List.of());
        assertThat(merges(approve())).isTrue();
        Pin pin = new Pin(Story.CHANNEL, HOST, "ana", PERSON.id().text());
        assertThat(story.outcome().pins()).containsExactly(pin);

        story.people = new People(persons, List.of(pin));
        UserRef thief =
                new UserRef(HOST, new Token("99"), new Token("ana"), UserRef.Kind.HUMAN, false);
        assertThat(merges(approve())).isTrue();
        assertThat(story.outcome().pins()).isEmpty();
        assertThat(merges(approve().by(thief))).isFalse();
        assertThat(story.outcome().reports()).containsExactly(Report.HANDLE_REUSED);
    }

    @Test
    @Proves("GH-78")
    void anyChangeOfHeadVoidsItForGoodAlsoIfTheHeadComesBack() {
        for (String text : List.of("/approve", "/approve " + HEAD.text())) {
            Said said = Said.of("c:1", text).at(AFTER);
            story.state = PrState.fresh();
            story.now = NOON;
            story.look(unreviewed());
            story.after(Duration.ofSeconds(5));
            assertThat(merges(said)).isTrue();
            story.look(unreviewed().say(said).head(sha('c')));
            story.after(Duration.ofSeconds(5));
            assertThat(merges(unreviewed().say(said).head(sha('c')))).isFalse();
            story.look(unreviewed().say(said));
            story.after(Duration.ofSeconds(5));
            assertThat(merges(said)).isFalse();
            Said again = Said.of("c:2", text).at(AFTER.plusSeconds(1));
            assertThat(merges(unreviewed().say(said).say(again))).isTrue();
        }
    }

    @Test
    @Proves("GH-78")
    void aHeadThatLeftAndCameBackBetweenTwoLooksVoidsItToo() {
        Said said = Said.of("c:1", "/approve " + HEAD.text()).at(AFTER);
        story.state = PrState.fresh();
        story.look(unreviewed().headSince(PUSHED));
        assertThat(merges(unreviewed().headSince(PUSHED).say(said))).isTrue();

        assertThat(merges(unreviewed().headSince(AFTER.plusSeconds(1)).say(said))).isFalse();
    }

    @Test
    @Proves("GH-78")
    void retriesOfThePlanLeanOnItAndNoOtherPlanDoes() {
        SampleFacts facts = unreviewed().say(approve());
        story.look(facts);
        MergePlan plan = story.plan();
        story.state =
                story.state.answered(
                        MergeResult.Refused.because(MergeFailureReason.TRANSIENT, "busy"),
                        story.now);
        story.after(Duration.ofMinutes(31));
        assertThat(story.look(facts)).isEqualTo(new Decision.Merge(plan));

        story.state = story.state.withdrawn();
        assertThat(merges(unreviewed().say(approve()))).isTrue();
        story.set("merge.auto", "true", "approve.enabled", "true", "merge.bases", "main,next");
        assertThat(merges(unreviewed().say(approve()).base("next", sha('d')))).isFalse();
    }

    @Test
    @Proves("GH-77")
    void itMustStillBeThereAtTheSecondLook() {
        story.look(unreviewed().say(approve()));
        MergePlan plan = story.plan();
        story.after(Duration.ofSeconds(1));
        Policy policy = new Policy(story.people, Story.CHANNEL);

        Outcome there =
                policy.confirm(
                        story.state,
                        plan,
                        unreviewed().say(approve()).observedAt(story.now).facts(),
                        story.settings,
                        story.now);
        Outcome gone =
                policy.confirm(
                        story.state,
                        plan,
                        unreviewed().observedAt(story.now).facts(),
                        story.settings,
                        story.now);

        assertThat(there.decision()).isEqualTo(new Decision.Merge(plan));
        assertThat(gone.decision()).isInstanceOf(Decision.Wait.class);
        assertThat(gone.next().isUnsettled()).isFalse();
    }

    @Test
    @Proves("GH-79")
    void theHostsRulesStillHoldInFull() {
        SampleFacts blocked =
                unreviewed().say(approve()).merge(MergeState.BLOCKED, BlockReason.REVIEWS_MISSING);
        assertThat(story.look(blocked).word()).isEqualTo("wait_reviews");
        assertThat(
                        story.look(
                                unreviewed()
                                        .say(approve())
                                        .merge(MergeState.BLOCKED, BlockReason.SIGNATURES)))
                .isInstanceOf(Decision.HandOff.class);
    }

    @Test
    @Proves("GH-79")
    void whatWasSaidAfterItWinsDeliveredOrNot() {
        Said later = Said.of("c:2", "wait").by(OTHER).at(AFTER.plusSeconds(1));
        SampleFacts facts = unreviewed().say(approve()).say(later);

        assertThat(story.act(facts)).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(facts).word()).isEqualTo("wait_reviews");
        assertThat(merges(facts.say(Said.of("c:3", "/approve").at(AFTER.plusSeconds(2))))).isTrue();
    }

    @Test
    @Proves("GH-79")
    void whatWasSaidBeforeItIsDeliveredFirst() {
        Said earlier = Said.of("c:2", "look here").by(OTHER).at(AFTER.minusSeconds(9));
        SampleFacts facts = unreviewed().say(earlier).say(approve());

        assertThat(story.act(facts)).isInstanceOf(Decision.Feedback.class);
        assertThat(story.act(facts)).isInstanceOf(Decision.Merge.class);
    }

    @Test
    @Proves("GH-79")
    void aChangeRequestAndAThreadThatMustBeResolvedWin() {
        SampleFacts requested =
                unreviewed()
                        .say(approve())
                        .changesRequestedBy(OTHER, AFTER.minusSeconds(9), Tri.YES);
        story.act(requested);
        assertThat(story.act(requested).word()).isEqualTo("wait_reviews");

        Said thread = Said.of("i:1", "hm").by(OTHER).at(AFTER.minusSeconds(9)).in("t", Tri.NO);
        SampleFacts open = unreviewed().threadsMustBeResolved(Tri.YES).say(thread).say(approve());
        story.act(open);
        assertThat(story.act(open).word()).isEqualTo("wait_reviews");
    }

    @Test
    void eachCommandIsExplained() {
        story.look(unreviewed().say(approve().edited(Tri.YES)));

        assertThat(story.outcome().explanation().rejected())
                .contains(new Considered("command c:1", "edited"));
    }

    private void everybodyMayApprove() {
        List<Person> persons = new ArrayList<>();
        for (UserRef user : List.of(PERSON, OTHER, AUTHOR, SELF, BOT)) {
            persons.add(
                    new Person(
                            user.login().text(),
                            Set.of(Role.OWNER),
                            List.of(
                                    new Contact(
                                            Story.CHANNEL,
                                            Optional.of(HOST),
                                            Optional.empty(),
                                            Optional.of(user.id().text())))));
        }
        story.people = new People(persons, List.of());
    }
}
