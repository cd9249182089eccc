package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.Tri;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A server whose GraphQL schema lacks fields is read by the lists of its REST interface. */
@Proves("GH-53")
final class OlderServerTest {
    private Scene scene;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private void lackNewIds() {
        scene.simulator.lackFields("IssueComment.fullDatabaseId");
    }

    private static PrFacts facts(GitHost host, Scene scene) {
        return host.detectPrEvents(scene.pr(), call()).facts();
    }

    @Test
    void itsFactsAreThoseOfTheOneQuery() {
        scene.simulator.host().clock().freeze(Instant.parse("2026-03-02T09:00:00Z"));
        scene.pull.label("bug");
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.talk().comment(scene.bob, "Well done");
        scene.pull.talk().thread(scene.bob, "a.txt", 3, "Why?");
        scene.web.checkRun(
                scene.pull.headSha(), "build", scene.simulator.host().app("ci"), "success");
        scene.web.status(scene.root, scene.pull.headSha(), "lint", "failure");
        PrFacts byQuery = facts(scene.host(), scene);
        lackNewIds();

        PrFacts byLists = facts(scene.host(), scene);

        assertThat(withoutTime(byLists.status())).isEqualTo(withoutTime(byQuery.status()));
        assertThat(byLists.reviews()).isEqualTo(byQuery.reviews());
        assertThat(byLists.comments()).isEqualTo(byQuery.comments());
        assertThat(byLists.protection()).isEqualTo(byQuery.protection());
    }

    private static String withoutTime(PRStatus status) {
        return status.toString().replaceAll("observedAt=[^,\\]]+", "");
    }

    @Test
    @Proves("GH-54")
    void aSecondLookCostsNoListThatIsWhatItWas() {
        lackNewIds();
        GitHost host = scene.host();
        facts(host, scene);
        scene.forget();

        facts(host, scene);

        assertThat(scene.simulator.log().requests())
                .filteredOn(request -> request.status() == 200)
                .extracting(request -> request.method() + " " + request.path())
                .containsOnly("POST /api/graphql");
    }

    @Test
    @Proves("GH-54")
    void whatComesBehindAFullPageThatIsNotModifiedIsSeen() {
        for (int number = 1; number <= 100; number++) {
            scene.pull.talk().comment(scene.bob, "Remark " + number);
        }
        lackNewIds();
        GitHost host = scene.host();
        assertThat(facts(host, scene).comments().items()).hasSize(100);
        scene.pull.talk().comment(scene.bob, "Stop");

        PrFacts facts = facts(host, scene);

        assertThat(facts.comments().items()).hasSize(101);
        assertThat(facts.comments().complete()).isTrue();
    }

    @Test
    @Proves({"GH-17", "GH-54"})
    void whatADeletionMovesToAPageThatWasReadBeforeIsSeen() {
        long first = scene.pull.talk().comment(scene.bob, "Remark 0").id();
        for (int number = 1; number < 100; number++) {
            scene.pull.talk().comment(scene.bob, "Remark " + number);
        }
        // The first of the second page, which the deletion moves to the first one.
        long moved = scene.pull.talk().comment(scene.bob, "Stop").id();
        scene.pull.talk().comment(scene.bob, "Well");
        lackNewIds();
        scene.simulator
                .disturbances()
                .before(
                        Scene.rest("GET", "/issues/1/comments").asking("page=2").once(),
                        () -> scene.pull.talk().deleteComment(first));

        PrFacts facts = facts(scene.host(), scene);

        assertThat(facts.comments().complete()).isTrue();
        assertThat(facts.comments().items())
                .extracting(comment -> comment.id().id().text())
                .contains("" + moved);
    }

    @Test
    void whatAServerLacksIsForgottenWhenItIsAskedForAllAgain() {
        scene.simulator.lackFields("IssueComment.fullDatabaseId", "PullRequest.reviewDecision");
        TestClock clock = TestClock.at("2026-03-02T09:00:00Z");
        GitHost host = scene.host(clock);
        assertThat(host.getPRStatus(scene.pr(), call()).mergeState()).isEqualTo(MergeState.UNKNOWN);
        lackNewIds();

        clock.pass(Duration.ofHours(2));

        assertThat(host.getPRStatus(scene.pr(), call()).mergeState())
                .isEqualTo(MergeState.MERGEABLE);
    }

    @Test
    @Proves("GH-64")
    void aBaseThatChangesMeanwhileIsLookedAtAgain() {
        lackNewIds();
        scene.web.push(scene.ada, "next", scene.web.branch("main").orElseThrow());
        scene.simulator
                .disturbances()
                .after(
                        Scene.rest("GET", "/commits/*/statuses").once(),
                        () -> scene.pull.retarget("next"));

        assertThat(scene.host().getPRStatus(scene.pr(), call()).baseBranch().text())
                .isEqualTo("next");
    }

    @Test
    void itIsNotAskedForTheWholeAgainAtEachLook() {
        lackNewIds();
        GitHost host = scene.host();
        host.getPRStatus(scene.pr(), call());
        scene.forget();

        host.getPRStatus(scene.pr(), call());

        assertThat(scene.simulator.log().requests(Scene.graphQl())).hasSize(1);
    }

    @Test
    void whetherAReviewerMayWriteIsAskedOnceForEach() {
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.review(scene.bob, Review.State.APPROVED);
        scene.pull.review(
                scene.simulator.user(scene.web, "reader", Role.READ), Review.State.APPROVED);
        lackNewIds();

        List<Reviewer> reviewers = scene.host().getReviewStatus(scene.pr(), call()).reviewers();

        assertThat(reviewers)
                .filteredOn(Reviewer::counted)
                .extracting(reviewer -> reviewer.user().login().text())
                .containsExactly("bob");
        assertThat(scene.requests())
                .filteredOn(request -> request.endsWith("/permission"))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void whatNoInterfaceTellsIsUnknownAndNeverGood() {
        scene.pull.talk().comment(scene.bob, "/approve");
        scene.pull.talk().thread(scene.bob, "a.txt", 3, "Why?");
        scene.simulator.lackFields(
                "IssueComment.fullDatabaseId",
                "IssueComment.lastEditedAt",
                "PullRequestReview.lastEditedAt",
                "PullRequestReviewComment.lastEditedAt",
                "PullRequestReviewThread.isResolved",
                "PullRequest.viewerCanMergeAsAdmin",
                "PullRequest.isInMergeQueue",
                "PullRequest.mergeQueueEntry",
                "PullRequest.timelineItems");

        PrFacts facts = facts(scene.host(), scene);

        assertThat(facts.comments().items())
                .extracting(PRComment::edited)
                .containsOnly(Tri.UNKNOWN);
        assertThat(facts.comments().items().getLast().resolved()).isEqualTo(Tri.UNKNOWN);
        assertThat(facts.status().canBypass()).isEqualTo(Tri.UNKNOWN);
        assertThat(facts.status().queue()).isEmpty();
        assertThat(facts.status().mergeState()).isEqualTo(MergeState.MERGEABLE);
    }

    @Test
    @Proves("GH-15")
    void aTestMergeThatIsNotShownIsNoWordForThisHead() {
        scene.simulator.lackFields(
                "IssueComment.fullDatabaseId", "PullRequest.potentialMergeCommit");

        assertThat(scene.host().getPRStatus(scene.pr(), call()).mergeState())
                .isEqualTo(MergeState.UNKNOWN);
    }

    @Test
    void reviewsThatMayBeWantedAndAreNotToldLeaveTheMergeUnknown() {
        scene.simulator.lackFields("IssueComment.fullDatabaseId", "PullRequest.reviewDecision");

        assertThat(scene.host().getPRStatus(scene.pr(), call()).mergeState())
                .isEqualTo(MergeState.UNKNOWN);
    }

    @Test
    @Proves("GH-64")
    void aHeadThatMovesMeanwhileIsLookedAtAgain() {
        lackNewIds();
        scene.simulator
                .disturbances()
                .after(
                        Scene.rest("GET", "/commits/*/statuses").once(),
                        () -> scene.web.commit(scene.ada, "topic", "More", Map.of("b", "b\n")));

        assertThat(scene.host().getPRStatus(scene.pr(), call()).headSha()).isEqualTo(scene.head());
    }

    @Test
    @Proves("GH-27")
    void whatCannotBeProbedIsLookedAt() {
        scene.simulator.lackFields("PullRequest.mergeStateStatus");

        assertThat(scene.host().beside().probe(List.of(scene.pr()), call())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Proves("GH-7")
    void aForkIsNamedAndOneThatIsGoneFailsNoRead(boolean older) {
        HostedRepository fork = scene.simulator.host().fork(scene.web, scene.ada);
        fork.commit(scene.ada, "fix", "Fix", Map.of("f.txt", "f\n"));
        PrRef pr =
                new PrRef(
                        scene.repo(),
                        scene.web.open(scene.ada, fork, "fix", "main", "Fix", "", false).number());
        if (older) {
            lackNewIds();
        }
        GitHost host = scene.host();

        assertThat(host.getPRStatus(pr, call()).headRepo())
                .contains(new RepoRef(scene.repo().host(), fork.fullName()));
        scene.simulator.host().delete(fork);
        PRStatus orphan = host.getPRStatus(pr, call());
        assertThat(orphan.headRepo()).isEmpty();
        assertThat(orphan.headBranch().text()).isEqualTo("fix");
    }
}
