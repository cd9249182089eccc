package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.bare;
import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.App;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.BranchRules.Flag;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.ReviewThread;
import dev.stile.simulator.hosting.Timing;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads through the gate from a simulated host. */
final class ReadingTest {
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

    @Test
    void anOpenPullRequestIsWhatItIs() {
        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.state()).isEqualTo(PRStatus.State.OPEN);
        assertThat(status.mergeState()).isEqualTo(MergeState.MERGEABLE);
        assertThat(status.blockReasons()).isEmpty();
        assertThat(status.checksState()).isEqualTo(ChecksState.NONE);
        assertThat(status.headSha()).isEqualTo(scene.head());
        assertThat(status.baseSha().text()).isEqualTo(scene.pull.baseSha());
        assertThat(status.headBranch().text()).isEqualTo("topic");
        assertThat(status.baseBranch().text()).isEqualTo("main");
        assertThat(status.headRepo()).contains(scene.repo());
        assertThat(bare(status.title())).isEqualTo("Shout three");
        assertThat(status.author().login().text()).isEqualTo("ada");
        assertThat(status.author().kind()).isEqualTo(UserRef.Kind.HUMAN);
        assertThat(status.author().self()).isFalse();
        assertThat(status.url().toString())
                .isEqualTo(scene.simulator.webUrl() + "/acme/web/pull/" + scene.pull.number());
    }

    @Test
    void oneSnapshotIsOneRequestBesideTheRules() {
        host.detectPrEvents(scene.pr(), call());
        scene.forget();

        host.detectPrEvents(scene.pr(), call());

        assertThat(scene.requests()).containsExactly("POST /api/graphql");
    }

    @Test
    void aMergedOneSaysAsWhatAndByWhom() {
        scene.pull.forceMerge(scene.bob, MergeMethod.SQUASH);

        PRStatus status = host.getPRStatus(scene.pr(), call());
        PrEvents events = host.detectPrEvents(scene.pr(), call());

        assertThat(status.state()).isEqualTo(PRStatus.State.MERGED);
        assertThat(status.mergeSha().orElseThrow().text())
                .isEqualTo(scene.pull.mergeSha().orElseThrow());
        assertThat(status.mergedBy().orElseThrow().login().text()).isEqualTo("bob");
        assertThat(status.mergedAt()).isPresent();
        assertThat(events.events()).singleElement().isInstanceOf(PrEvent.PrMerged.class);
    }

    @Test
    void aClosedOneSaysByWhom() {
        scene.pull.close(scene.bob);

        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.state()).isEqualTo(PRStatus.State.CLOSED);
        assertThat(status.closedBy().orElseThrow().login().text()).isEqualTo("bob");
        assertThat(status.closedAt()).isPresent();
    }

    @Test
    void aDraftIsBlocked() {
        scene.pull.draft(true);

        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.draft()).isTrue();
        assertThat(status.mergeState()).isEqualTo(MergeState.BLOCKED);
        assertThat(status.blockReasons()).contains(BlockReason.DRAFT);
    }

    @Test
    @Proves("GH-50")
    void whatIsNotComputedIsUnknownAndARealConflictConflicts() {
        scene.web.commit(scene.bob, "main", "Shout too", Map.of("a.txt", "one\ntwo\nthree!\n"));
        scene.simulator.host().timing(new Timing(1, Duration.ZERO, 0));

        assertThat(host.getPRStatus(scene.pr(), call()).mergeState()).isEqualTo(MergeState.UNKNOWN);
        assertThat(host.getPRStatus(scene.pr(), call()).mergeState())
                .isEqualTo(MergeState.CONFLICTING);
    }

    @Test
    @Proves("GH-15")
    void aTestMergeOfAnotherHeadSaysNothing() {
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.replaceAll(
                                "(\"parents\":\\{\"nodes\":\\[\\{\"oid\":\"[0-9a-f]{40}\"\\},"
                                        + "\\{\"oid\":\")[0-9a-f]{40}",
                                "$1" + "d".repeat(40)));

        assertThat(host.getPRStatus(scene.pr(), call()).mergeState()).isEqualTo(MergeState.UNKNOWN);
    }

    @Test
    @Proves("GH-15")
    void rulesThatAreNotMetBlockWithTheirReasons() {
        scene.web.protect(
                "main", BranchRules.none().reviews(1).check("build").on(Flag.THREAD_RESOLUTION));
        scene.pull.talk().thread(scene.bob, "a.txt", 3, "why so loud?");

        PRStatus status = scene.hostOf(scene.root).getPRStatus(scene.pr(), call());

        assertThat(status.mergeState()).isEqualTo(MergeState.BLOCKED);
        assertThat(status.blockReasons())
                .containsExactlyInAnyOrder(
                        BlockReason.REVIEWS_MISSING,
                        BlockReason.CHECK_MISSING,
                        BlockReason.THREADS_UNRESOLVED);
        assertThat(status.checks().missingRequired()).hasSize(1);
        assertThat(status.checksState()).isEqualTo(ChecksState.PENDING);
    }

    @Test
    @Proves("GH-14")
    void runsAndStatusesCountTogether() {
        App ci = scene.simulator.host().app("ci");
        scene.web.checkRun(scene.pull.headSha(), "build", ci, "success");
        scene.web.status(scene.bob, scene.pull.headSha(), "lint", "success");
        assertThat(host.getPRStatus(scene.pr(), call()).checksState())
                .isEqualTo(ChecksState.PASSING);

        scene.web.checkRun(scene.pull.headSha(), "build", ci, "queued", Optional.empty());
        assertThat(host.getPRStatus(scene.pr(), call()).checksState())
                .isEqualTo(ChecksState.PENDING);

        scene.web.status(scene.bob, scene.pull.headSha(), "lint", "failure");
        assertThat(host.getPRStatus(scene.pr(), call()).checksState())
                .isEqualTo(ChecksState.FAILING);
    }

    @Test
    @Proves("GH-9")
    void aWordThatIsNotKnownIsNeverAGoodOne() {
        scene.web.checkRun(
                scene.pull.headSha(), "build", scene.simulator.host().app("ci"), "success");
        scene.rewrite(
                Scene.graphQl(),
                answer ->
                        answer.replace("\"SUCCESS\"", "\"SPLENDID\"")
                                .replace("\"CLEAN\"", "\"SHINY\"")
                                .replace("\"UNSTABLE\"", "\"SHINY\""));

        PRStatus status = host.getPRStatus(scene.pr(), call());

        assertThat(status.checksState()).isEqualTo(ChecksState.UNKNOWN);
        assertThat(status.mergeState()).isEqualTo(MergeState.BLOCKED);
        assertThat(status.blockReasons()).containsExactly(BlockReason.NOT_STATED);
    }

    @Test
    void reviewsCountByThePersonAndTheHead() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        assertThat(host.getReviewStatus(scene.pr(), call()).approved()).isTrue();

        scene.web.commit(scene.ada, "topic", "More", Map.of("b.txt", "b\n"));
        ReviewStatus moved = host.getReviewStatus(scene.pr(), call());
        assertThat(moved.approved()).isFalse();
        assertThat(moved.staleApprovals()).isEqualTo(1);
        assertThat(
                        scene.host("count_stale_approvals", "true")
                                .getReviewStatus(scene.pr(), call())
                                .approved())
                .isTrue();

        scene.pull.talk().request(scene.root);
        assertThat(host.getReviewStatus(scene.pr(), call()).reviewers())
                .extracting(reviewer -> reviewer.user().login().text(), Reviewer::state)
                .containsExactlyInAnyOrder(
                        tuple("bob", ReviewerState.APPROVED), tuple("root", ReviewerState.PENDING));
    }

    @Test
    void commentsOfAllKindsComeOldestFirst() {
        scene.pull.talk().comment(scene.bob, "first");
        ReviewThread thread = scene.pull.talk().thread(scene.bob, "a.txt", 3, "second");
        scene.pull.talk().reply(scene.ada, thread.comments().getFirst().id(), "third");
        scene.pull
                .talk()
                .review(scene.bob, Review.State.CHANGES_REQUESTED, "fourth", scene.pull.headSha());

        PRComments comments = host.getPRComments(scene.pr(), call());

        assertThat(comments.complete()).isTrue();
        assertThat(comments.items().stream().map(PRComment::body).map(body -> bare(body)))
                .contains("first", "second", "third", "fourth");
        assertThat(comments.items().stream().map(comment -> comment.createdAt().at())).isSorted();
        PRComment reply =
                comments.items().stream()
                        .filter(comment -> bare(comment.body()).equals("third"))
                        .findFirst()
                        .orElseThrow();
        assertThat(reply.id().kind()).isEqualTo(CommentId.Kind.INLINE);
        assertThat(reply.replyTo().orElseThrow().id().text())
                .isEqualTo(Long.toString(thread.comments().getFirst().id()));
        assertThat(reply.path().map(path -> bare(path))).contains("a.txt");
        assertThat(reply.resolved()).isEqualTo(Tri.NO);
        assertThat(reply.edited()).isEqualTo(Tri.NO);
    }

    @Test
    @Proves("GH-17")
    void listsThatAreLongerThanAPageAreReadWhole() {
        for (int number = 0; number < 230; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }
        scene.forget();

        PRComments comments = host.getPRComments(scene.pr(), call());

        assertThat(comments.items()).hasSize(230);
        assertThat(comments.complete()).isTrue();
        assertThat(scene.requests()).hasSize(3);
    }

    @Test
    @Proves("GH-17")
    void threadsThatAreLongerThanAPageAreReadWhole() {
        scene.pull.talk().thread(scene.bob, "a.txt", 1, "short");
        ReviewThread thread = scene.pull.talk().thread(scene.bob, "a.txt", 3, "long");
        for (int number = 0; number < 220; number++) {
            scene.pull
                    .talk()
                    .reply(scene.ada, thread.comments().getFirst().id(), "answer " + number);
        }
        scene.forget();

        PRComments comments = host.getPRComments(scene.pr(), call());

        assertThat(comments.items()).hasSize(222);
        assertThat(comments.complete()).isTrue();
        assertThat(scene.requests()).hasSize(3);
    }

    @Test
    @Proves("GH-17")
    void pastTheCapAListIsIncomplete() {
        for (int number = 0; number < 230; number++) {
            scene.pull.talk().comment(scene.bob, "comment " + number);
        }

        PRComments comments = scene.host("page_cap", "2").getPRComments(scene.pr(), call());

        assertThat(comments.items()).hasSize(200);
        assertThat(comments.complete()).isFalse();
    }

    @Test
    void aPullRequestIsReadyWhenAllOfItIs() {
        scene.web.protect("main", BranchRules.none().reviews(1).check("build"));
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.web.checkRun(
                scene.pull.headSha(), "build", scene.simulator.host().app("ci"), "success");

        PrEvents events = scene.hostOf(scene.root).detectPrEvents(scene.pr(), call());

        assertThat(events.events()).singleElement().isInstanceOf(PrEvent.PrReadyToMerge.class);
    }

    @Test
    @Proves("GH-27")
    void aProbeOfManyIsOneRequestAndChangesWithThem() {
        PrRef gone = new PrRef(scene.repo(), 4711);
        Beside probe = host.beside();
        scene.forget();

        Map<PrRef, String> before = probe.probe(List.of(scene.pr(), gone), call());
        Map<PrRef, String> same = probe.probe(List.of(scene.pr()), call());
        scene.web.commit(scene.ada, "topic", "More", Map.of("b.txt", "b\n"));
        Map<PrRef, String> after = probe.probe(List.of(scene.pr()), call());

        assertThat(scene.requests()).hasSize(3);
        assertThat(before).containsOnlyKeys(scene.pr());
        assertThat(same).isEqualTo(before);
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void healthSaysWhoWeAreAndWhatIsLeft() {
        scene.forget();

        assertThat(host.healthCheck(call()))
                .satisfies(
                        health -> {
                            assertThat(health.healthy()).isTrue();
                            assertThat(health.details())
                                    .containsEntry("identity", "stile")
                                    .containsEntry("missing_scopes", "")
                                    .containsKeys("remaining", "limit", "server_time");
                        });
        assertThat(scene.requests()).hasSize(2);
    }

    @Test
    @Proves("GH-43")
    void healthSaysWhichScopeTheTokenLacksWhereTheHostTellsIt() {
        GitHost narrow = scene.hostWith(AccessToken.Kind.CLASSIC, "read:org");
        GitHost fine = scene.hostWith(AccessToken.Kind.FINE_GRAINED);

        assertThat(narrow.healthCheck(call()).details()).containsEntry("missing_scopes", "repo");
        assertThat(fine.healthCheck(call()).details()).doesNotContainKey("missing_scopes");
    }
}
