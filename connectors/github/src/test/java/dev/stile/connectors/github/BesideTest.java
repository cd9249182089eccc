package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.bare;
import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.CheckTexts;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.OpenPrs;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.ThreadResult;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.support.Loss;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.CheckRun;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.ReviewThread;
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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the host offers beside the thirteen methods. */
@Proves("GH-110")
final class BesideTest {
    private static final OpenPrs.Filter ANY =
            new OpenPrs.Filter(Optional.empty(), List.of(), Optional.empty());

    private Scene scene;
    private Beside beside;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        beside = scene.host().beside();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void openOnesAreListedTheNewestFirstAndOnlyThose() {
        scene.web.labels("bug", "ui");
        dev.stile.simulator.hosting.PullRequest second = opened("second");
        second.label("bug", "ui");
        second.draft(true);
        opened("third").close(scene.ada);

        OpenPrs all = beside.openPrs(scene.repo(), ANY, call());

        assertThat(all.complete()).isTrue();
        assertThat(numbers(all)).containsExactly(second.number(), scene.pull.number());
        OpenPrs.OpenPr newest = all.items().getFirst();
        assertThat(bare(newest.title())).isEqualTo("About second");
        assertThat(newest.draft()).isTrue();
        assertThat(newest.author().self()).isTrue();
        assertThat(newest.labels().stream().map(label -> bare(label)))
                .containsExactlyInAnyOrder("bug", "ui");
        assertThat(newest.headBranch().text()).isEqualTo("second");
        assertThat(newest.headSha().text()).isEqualTo(second.headSha());
        assertThat(newest.headRepo()).contains(scene.repo());
        assertThat(newest.baseBranch().text()).isEqualTo("main");
        assertThat(all.items().getLast().author().self()).isFalse();
        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void onlyThoseThatAreAskedForAreListed() {
        scene.web.labels("bug", "ui");
        dev.stile.simulator.hosting.PullRequest second = opened("second");
        second.label("bug");

        assertThat(numbers(listed(Optional.of("ADA"), List.of(), "")))
                .containsExactly(scene.pull.number());
        assertThat(numbers(listed(Optional.empty(), List.of("BUG"), "")))
                .containsExactly(second.number());
        assertThat(numbers(listed(Optional.empty(), List.of("bug", "ui"), ""))).isEmpty();
        assertThat(numbers(listed(Optional.empty(), List.of(), "topic")))
                .containsExactly(scene.pull.number());
        assertThat(numbers(listed(Optional.empty(), List.of(), "TOPIC"))).isEmpty();
    }

    /** A server that lets more through than it was asked for. */
    @Test
    void whatTheHostLetsThroughIsLookedAtAgain() {
        opened("second");
        scene.rewrite(Scene.graphQl(), body -> body.replace("\"second\"", "\"topic-2\""));

        assertThat(listed(Optional.empty(), List.of(), "second").items()).isEmpty();
    }

    /** The first reading is shifted by a new one, and what it saw is closed before the second. */
    @Test
    void oneThatIsClosedWhileTheListIsReadAgainIsNotInAListThatIsWhole() {
        scene.web.push(scene.stile, "late", scene.pull.headSha());
        scene.rewrite(
                Scene.graphQl().holding("pullRequests").once(),
                body -> body.replace("\"hasNextPage\":false", "\"hasNextPage\":true"));
        On second = Scene.graphQl().holding("pullRequests").nth(2);
        scene.simulator
                .disturbances()
                .before(second, () -> scene.web.open(scene.stile, "late", "main", "Late"));
        scene.simulator.disturbances().after(second, () -> scene.pull.close(scene.ada));

        OpenPrs all = beside.openPrs(scene.repo(), ANY, call());

        assertThat(scene.requests()).hasSize(3);
        assertThat(all.complete()).isTrue();
        assertThat(numbers(all)).hasSize(1).doesNotContain(scene.pull.number());
    }

    @Test
    void aListBeyondTheCapIsNotWhole() {
        for (int number = 0; number < 100; number++) {
            scene.web.push(scene.stile, "b" + number, scene.pull.headSha());
            scene.web.open(scene.stile, "b" + number, "main", "Many");
        }

        OpenPrs whole = beside.openPrs(scene.repo(), ANY, call());
        OpenPrs cut = scene.host("page_cap", "1").beside().openPrs(scene.repo(), ANY, call());

        assertThat(whole.items()).hasSize(101);
        assertThat(whole.complete()).isTrue();
        assertThat(cut.items()).hasSize(100);
        assertThat(cut.complete()).isFalse();
    }

    @Test
    void aThreadIsResolvedAndOpenedAgainOnce() {
        CommentId comment = id(thread());

        ThreadResult resolved = beside.settle(scene.pr(), comment, true, call());
        ThreadResult again = beside.settle(scene.pr(), comment, true, call());

        assertThat(resolved.changed()).isTrue();
        assertThat(again).isEqualTo(new ThreadResult(resolved.threadId(), true, false));
        assertThat(scene.writes()).hasSize(1);
        assertThat(shown(comment).resolved()).isEqualTo(Tri.YES);
        assertThat(beside.settle(scene.pr(), comment, false, call()).changed()).isTrue();
        assertThat(shown(comment).resolved()).isEqualTo(Tri.NO);
        assertThat(scene.services.intents())
                .extracting(entry -> entry.intent().operation())
                .containsExactly(
                        Operation.RESOLVE_THREAD,
                        Operation.RESOLVE_THREAD,
                        Operation.UNRESOLVE_THREAD);
    }

    @Test
    void whatStandsInNoThreadOfThisOneIsRefusedBeforeAWrite() {
        CommentId said =
                new CommentId(
                        CommentId.Kind.CONVERSATION,
                        new Token("" + scene.pull.talk().comment(scene.bob, "Hm").id()));
        CommentId unknown = new CommentId(CommentId.Kind.INLINE, new Token("99999"));

        assertThatThrownBy(() -> beside.settle(scene.pr(), said, true, call()))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> beside.settle(scene.pr(), unknown, true, call()))
                .isInstanceOf(Invalid.class);
        assertThat(scene.writes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "HTML_200_AFTER", "EMPTY_OBJECT_AFTER"})
    void aLostAnswerAboutAThreadIsSettledByReading(Loss loss) {
        ReviewThread thread = thread();
        loss.happen(Scene.graphQl().holding("resolveReviewThread"), scene.simulator.disturbances());

        if (loss == Loss.CUT_BEFORE) {
            assertThatThrownBy(() -> beside.settle(scene.pr(), id(thread), true, call()))
                    .isInstanceOf(OutcomeUnknown.class);
            assertThat(thread.resolved()).isFalse();
            assertThat(scene.services.intents().getFirst().end().orElseThrow())
                    .isInstanceOf(FakeHostServices.End.Unknown.class);
        } else {
            assertThat(beside.settle(scene.pr(), id(thread), true, call()).changed()).isTrue();
            assertThat(thread.resolved()).isTrue();
        }
    }

    @Test
    void whoHasAnsweredIsAskedAgain() {
        scene.pull.review(scene.bob, Review.State.CHANGES_REQUESTED);

        assertThat(beside.askForReview(scene.pr(), List.of("bob"), call()).asked())
                .containsExactly("bob");
        assertThat(scene.pull.talk().requested()).containsExactly(scene.bob);
    }

    @Test
    void whoWroteItOrHasNoPlaceHereIsNoReviewer() {
        scene.simulator.host().person("eve");

        for (String name : List.of("ada", "eve", "nobody")) {
            assertThatThrownBy(() -> beside.askForReview(scene.pr(), List.of("bob", name), call()))
                    .isInstanceOf(Invalid.class);
        }
        assertThat(scene.pull.talk().requested()).isEmpty();
    }

    @Test
    void aLostAnswerAboutReviewersIsSettledByReading() {
        Loss.CUT_AFTER.happen(
                Scene.rest("POST", "/pulls/1/requested_reviewers"), scene.simulator.disturbances());

        assertThat(beside.askForReview(scene.pr(), List.of("bob"), call()).asked())
                .containsExactly("bob");
    }

    @Test
    void whatAFailingCheckWroteIsCutFromTheFront() {
        CheckRun run = failing("build", "ci");
        failing("build", "other");
        failing("lint", "ci");
        scene.web.report(
                run,
                new CheckRun.Output(
                        Optional.of("2 failed"),
                        Optional.of("beginning and end"),
                        Optional.empty(),
                        List.of(
                                new CheckRun.Annotation(
                                        "a.txt", 3, "failure", "THREE is no number"))));

        CheckTexts whole = beside.checkTexts(scene.pr(), "build", 1_000, call());
        CheckTexts cut = beside.checkTexts(scene.pr(), "build", 9, call());

        assertThat(whole.complete()).isTrue();
        assertThat(whole.headSha()).isEqualTo(scene.head());
        assertThat(whole.items())
                .extracting(CheckTexts.CheckText::outcome)
                .containsExactly(Check.Outcome.FAILING, Check.Outcome.FAILING);
        String all = bare(whole.items().getFirst().text());
        assertThat(all)
                .isEqualTo("2 failed\n\nbeginning and end\n\nfailure a.txt:3\nTHREE is no number");
        assertThat(whole.items().getFirst().left()).isZero();
        assertThat(bare(cut.items().getFirst().text())).isEqualTo("no number");
        assertThat(cut.items().getFirst().left()).isEqualTo(all.length() - 9L);
    }

    @Test
    void onlyTheNewestRunOnTheHeadSaysSomething() {
        CheckRun old = failing("build", "ci");
        scene.web.report(old, said("old"));
        CheckRun young = failing("build", "ci");
        scene.web.report(young, said("young"));

        assertThat(beside.checkTexts(scene.pr(), "build", 100, call()).items())
                .singleElement()
                .satisfies(text -> assertThat(bare(text.text())).isEqualTo("young"));
        scene.web.commit(scene.ada, "topic", "More", Map.of("b.txt", "b\n"));
        assertThatThrownBy(() -> beside.checkTexts(scene.pr(), "build", 100, call()))
                .isInstanceOf(NotFound.class);
    }

    private static CheckRun.Output said(String text) {
        return new CheckRun.Output(
                Optional.empty(), Optional.of(text), Optional.empty(), List.of());
    }

    private CheckRun failing(String name, String app) {
        App reporter = scene.simulator.host().app(app);
        return scene.web.checkRun(scene.pull.headSha(), name, reporter, "failure");
    }

    private dev.stile.simulator.hosting.PullRequest opened(String branch) {
        scene.web.commit(scene.stile, branch, "Add " + branch, Map.of(branch, "x\n"));
        return scene.web.open(scene.stile, branch, "main", "About " + branch);
    }

    private OpenPrs listed(Optional<String> author, List<String> labels, String head) {
        return beside.openPrs(
                scene.repo(),
                new OpenPrs.Filter(
                        author,
                        labels,
                        Optional.of(head).filter(name -> !name.isEmpty()).map(BranchName::new)),
                call());
    }

    private static List<Integer> numbers(OpenPrs prs) {
        return prs.items().stream().map(pr -> pr.pr().prNumber()).toList();
    }

    private ReviewThread thread() {
        return scene.pull.talk().thread(scene.bob, "a.txt", 3, "Why?");
    }

    private static CommentId id(ReviewThread thread) {
        return new CommentId(
                CommentId.Kind.INLINE, new Token("" + thread.comments().getFirst().id()));
    }

    private PRComment shown(CommentId comment) {
        return scene.host().getPRComments(scene.pr(), call()).items().stream()
                .filter(each -> each.id().equals(comment))
                .findFirst()
                .orElseThrow();
    }
}
