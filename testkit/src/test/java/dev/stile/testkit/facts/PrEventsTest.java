package dev.stile.testkit.facts;

import static dev.stile.testkit.facts.Samples.AUTHOR;
import static dev.stile.testkit.facts.Samples.BASE;
import static dev.stile.testkit.facts.Samples.HEAD;
import static dev.stile.testkit.facts.Samples.NOON;
import static dev.stile.testkit.facts.Samples.OTHER;
import static dev.stile.testkit.facts.Samples.PERSON;
import static dev.stile.testkit.facts.Samples.PR;
import static dev.stile.testkit.facts.Samples.check;
import static dev.stile.testkit.facts.Samples.sha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.Check.Outcome;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Facts become events by one derivation, row by row. */
final class PrEventsTest {
    private static final Instant APPROVED = NOON.minusSeconds(1800);

    @Test
    @Proves("GH-66")
    void aMergedOneTellsOnlyThatAndWhoWhenAndWhat() {
        PrEvents told =
                PrEvents.derive(
                        SampleFacts.unreviewed()
                                .state(PRStatus.State.MERGED)
                                .merge(MergeState.CONFLICTING)
                                .checks(ChecksState.FAILING)
                                .say(Said.of("c:1", "late"))
                                .facts());

        assertThat(words(told)).containsExactly("pr_merged");
        PrEvent.PrMerged merged = (PrEvent.PrMerged) told.events().getFirst();
        assertThat(merged.mergeSha()).contains(sha('e'));
        assertThat(merged.mergedBy()).contains(PERSON);
        assertThat(merged.pr()).isEqualTo(PR);
        assertThat(merged.headSha()).isEqualTo(HEAD);
        assertThat(merged.baseSha()).isEqualTo(BASE);
        assertThat(merged.observedAt()).isEqualTo(NOON);
    }

    @Test
    @Proves("GH-66")
    void aClosedOneTellsOnlyThat() {
        PrEvents told =
                PrEvents.derive(
                        SampleFacts.ready()
                                .state(PRStatus.State.CLOSED)
                                .merge(MergeState.BLOCKED)
                                .facts());

        assertThat(words(told)).containsExactly("pr_closed");
        assertThat(((PrEvent.PrClosed) told.events().getFirst()).closedBy()).contains(PERSON);
    }

    @Test
    @Proves("GH-66")
    void anOpenOneIsReadyOnlyIfEverythingHoldsAtOnce() {
        assertThat(words(SampleFacts.ready())).containsExactly("pr_ready_to_merge");

        List<UnaryOperator<SampleFacts>> missing =
                List.of(
                        SampleFacts::draft,
                        facts -> facts.requiredApprovals(2),
                        facts -> facts.checks(ChecksState.PENDING),
                        facts -> facts.checks(ChecksState.UNKNOWN),
                        facts -> facts.checks(ChecksState.NONE),
                        facts -> facts.checks(ChecksState.FAILING),
                        facts -> facts.merge(MergeState.UNKNOWN),
                        facts -> facts.merge(MergeState.BLOCKED),
                        facts -> facts.merge(MergeState.CONFLICTING),
                        SampleFacts::checksIncomplete,
                        SampleFacts::reviewsIncomplete,
                        SampleFacts::commentsIncomplete,
                        SampleFacts::protectionIncomplete,
                        facts -> facts.checkedHead(sha('c')),
                        facts -> facts.reviewedHead(sha('c')));
        for (int row = 0; row < missing.size(); row++) {
            assertThat(words(missing.get(row).apply(SampleFacts.ready())))
                    .as("row " + row)
                    .doesNotContain("pr_ready_to_merge");
        }
    }

    @Test
    @Proves("GH-66")
    void whatIsNotKnownIsNeitherBadNorReady() {
        assertThat(words(SampleFacts.ready().merge(MergeState.UNKNOWN))).isEmpty();
        assertThat(words(SampleFacts.ready().checks(ChecksState.UNKNOWN))).isEmpty();
        assertThat(words(SampleFacts.ready().checks(ChecksState.NONE))).isEmpty();
    }

    @Test
    @Proves("GH-66")
    void eachThatHoldsIsToldInOneOrder() {
        SampleFacts all =
                SampleFacts.unreviewed()
                        .say(Said.of("c:1", "why?"))
                        .checks(ChecksState.FAILING, check("build", "1", Outcome.FAILING, Tri.YES));

        assertThat(words(all.merge(MergeState.CONFLICTING)))
                .containsExactly("pr_comments", "pr_merge_conflict", "pr_ci_failure");
        assertThat(words(all.merge(MergeState.BLOCKED, BlockReason.CHECK_FAILING)))
                .containsExactly("pr_comments", "pr_ci_failure", "pr_blocked");
    }

    @Test
    @Proves("GH-66")
    void aBlockedOneCarriesItsReasons() {
        PrEvents told =
                PrEvents.derive(
                        SampleFacts.ready()
                                .merge(
                                        MergeState.BLOCKED,
                                        BlockReason.SIGNATURES,
                                        BlockReason.HOST_POLICY)
                                .facts());

        assertThat(((PrEvent.PrBlocked) told.events().getFirst()).reasons())
                .containsExactlyInAnyOrder(BlockReason.SIGNATURES, BlockReason.HOST_POLICY);
    }

    @Test
    @Proves("GH-66")
    void aFailureNamesTheChecksThatAMergeMayNeed() {
        assertThat(
                        failing(
                                check("build", "1", Outcome.FAILING, Tri.YES),
                                check("who knows", "2", Outcome.FAILING, Tri.UNKNOWN),
                                check("lint", "3", Outcome.FAILING, Tri.NO),
                                check("docs", "4", Outcome.PASSING, Tri.YES)))
                .containsExactly("1", "2");
        assertThat(failing(check("lint", "3", Outcome.FAILING, Tri.NO))).containsExactly("3");
    }

    @Test
    @Proves("GH-65")
    void whatIsOursHiddenOrResolvedIsNoFeedback() {
        assertThat(open(Said.of("c:1", "hello"))).containsExactly("c:1");
        assertThat(open(Said.of("c:1", "hello").own())).isEmpty();
        assertThat(open(Said.of("c:1", "hello").hidden())).isEmpty();
        assertThat(open(Said.of("i:1", "hello").in("t", Tri.YES))).isEmpty();
        assertThat(open(Said.of("i:1", "hello").in("t", Tri.NO))).containsExactly("i:1");
        assertThat(open(Said.of("i:1", "hello").in("t", Tri.UNKNOWN))).containsExactly("i:1");
        assertThat(open(Said.of("r:1", "").review(ReviewerState.COMMENTED))).isEmpty();
    }

    @Test
    @Proves("GH-65")
    void onceApprovedOnlyNewerWordsAreFeedback() {
        Said older = Said.of("c:1", "older").at(APPROVED.minusSeconds(1));
        Said same = Said.of("c:2", "same second").at(APPROVED);
        Said newer = Said.of("c:3", "newer").at(APPROVED.plusSeconds(1));
        Said edited =
                Said.of("c:4", "edited")
                        .at(APPROVED.minusSeconds(9))
                        .editedAt(APPROVED.plusSeconds(1));

        assertThat(feedback(SampleFacts.ready().say(older))).isEmpty();
        assertThat(feedback(SampleFacts.ready().say(same))).containsExactly("c:2");
        assertThat(feedback(SampleFacts.ready().say(newer))).containsExactly("c:3");
        assertThat(feedback(SampleFacts.ready().say(edited))).containsExactly("c:4");
        assertThat(feedback(SampleFacts.ready().requiredApprovals(2).say(older)))
                .containsExactly("c:1");
    }

    @Test
    @Proves("GH-65")
    void theWordsOfTheApprovalItselfAreNoFeedbackUntilTheyAreEdited() {
        Said words = Said.of("r:911", "fine with me").at(APPROVED).review(ReviewerState.APPROVED);

        assertThat(feedback(SampleFacts.ready().say(words))).isEmpty();
        assertThat(feedback(SampleFacts.ready().say(words.editedAt(APPROVED.plusSeconds(5)))))
                .containsExactly("r:911");
    }

    @Test
    @Proves("GH-65")
    void anOldThreadIsFeedbackWhereThreadsMustBeResolved() {
        Said open = Said.of("i:1", "older").at(APPROVED.minusSeconds(9)).in("t", Tri.NO);

        assertThat(feedback(SampleFacts.ready().threadsMustBeResolved(Tri.NO).say(open))).isEmpty();
        assertThat(feedback(SampleFacts.ready().threadsMustBeResolved(Tri.YES).say(open)))
                .containsExactly("i:1");
        assertThat(feedback(SampleFacts.ready().threadsMustBeResolved(Tri.UNKNOWN).say(open)))
                .containsExactly("i:1");
        assertThat(
                        feedback(
                                SampleFacts.ready()
                                        .threadsMustBeResolved(Tri.YES)
                                        .say(open.in("t", Tri.YES))))
                .isEmpty();
    }

    @Test
    @Proves("GH-65")
    void aStandingChangeRequestIsFeedbackWhateverItSays() {
        Said wordless = Said.of("r:912", "").at(APPROVED.minusSeconds(99)).by(OTHER).hidden();
        SampleFacts facts = SampleFacts.ready().changesRequestedBy(OTHER, APPROVED, Tri.YES);

        assertThat(feedback(facts.say(wordless))).containsExactly("r:912");
    }

    @Test
    @Proves("GH-65")
    void aChangeRequestMakesOlderWordsFeedbackAgain() {
        Said older = Said.of("c:1", "older").at(APPROVED.minusSeconds(9));
        SampleFacts facts =
                SampleFacts.ready().changesRequestedBy(OTHER, APPROVED, Tri.YES).say(older);

        assertThat(feedback(facts)).containsExactly("c:1", "r:912");
    }

    @Test
    @Proves("GH-65")
    void aChangeRequestThatNoListHoldsIsFeedbackAllTheSame() {
        List<PRComment> told =
                comments(SampleFacts.ready().changesRequestedBy(OTHER, NOON, Tri.YES));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().id()).hasToString("r:912");
        assertThat(told.getFirst().author()).isEqualTo(OTHER);
        assertThat(told.getFirst().reviewState()).contains(ReviewerState.CHANGES_REQUESTED);
        assertThat(told.getFirst().createdAt().at()).isEqualTo(NOON);
    }

    @Test
    @Proves("GH-65")
    void aReviewInBothListsIsToldOnce() {
        Said body = Said.of("r:5", "look here").by(OTHER);

        assertThat(feedback(SampleFacts.unreviewed().say(body).reviewBody(body)))
                .containsExactly("r:5");
        assertThat(feedback(SampleFacts.unreviewed().reviewBody(body))).containsExactly("r:5");
    }

    @Test
    @Proves("GH-63")
    void equalFactsGiveEqualEvents() {
        assertThat(PrEvents.derive(busy().facts()).events())
                .isEqualTo(PrEvents.derive(busy().facts()).events());
    }

    private static SampleFacts busy() {
        return SampleFacts.unreviewed()
                .by(AUTHOR)
                .changesRequestedBy(OTHER, NOON, Tri.YES)
                .say(Said.of("c:1", "one"))
                .say(Said.of("i:2", "two").in("t", Tri.NO))
                .merge(MergeState.BLOCKED, BlockReason.CHANGES_REQUESTED, BlockReason.SIGNATURES)
                .checks(
                        ChecksState.FAILING,
                        check("build", "1", Outcome.FAILING, Tri.YES),
                        check("docs", "2", Outcome.FAILING, Tri.YES));
    }

    private static List<String> words(SampleFacts facts) {
        return words(PrEvents.derive(facts.facts()));
    }

    private static List<String> words(PrEvents told) {
        return told.events().stream().map(PrEvent::word).toList();
    }

    private static List<String> open(Said said) {
        return feedback(SampleFacts.unreviewed().say(said));
    }

    private static List<String> feedback(SampleFacts facts) {
        return comments(facts).stream().map(each -> each.id().toString()).toList();
    }

    private static List<PRComment> comments(SampleFacts facts) {
        return PrEvents.derive(facts.facts()).events().stream()
                .filter(PrEvent.PrComments.class::isInstance)
                .flatMap(each -> ((PrEvent.PrComments) each).feedback().stream())
                .toList();
    }

    private static List<String> failing(dev.stile.api.hosting.Check... checks) {
        return PrEvents.derive(SampleFacts.ready().checks(ChecksState.FAILING, checks).facts())
                .events()
                .stream()
                .filter(PrEvent.PrCiFailure.class::isInstance)
                .flatMap(each -> ((PrEvent.PrCiFailure) each).failing().stream())
                .map(each -> each.occurrence().text())
                .toList();
    }
}
