package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.BranchDeletion;
import dev.stile.api.hosting.BranchDeletion.Why;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.support.Loss;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Ruleset;
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
import java.util.Locale;
import java.util.Map;

/** The branch of a merged pull request, deleted at the very commit that was merged. */
@Proves("GH-109")
final class BranchDeletingTest {
    private static final On DELETE = Scene.graphQl().holding("updateRefs");

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

    private void merged() {
        scene.pull.forceMerge(scene.ada, MergeMethod.SQUASH);
    }

    private BranchDeletion delete() {
        return delete(scene.pr(), scene.head());
    }

    private BranchDeletion delete(PrRef pr, Sha head) {
        return beside.deleteBranch(pr, head, LastCheck.none(), call());
    }

    private void assertKept(Why why) {
        String tip = scene.web.branch("topic").orElseThrow();
        assertThat(delete()).isEqualTo(new BranchDeletion.Kept(why));
        assertThat(scene.web.branch("topic")).hasValue(tip);
        assertThat(scene.services.intents().getLast().end().orElseThrow())
                .isEqualTo(new FakeHostServices.End.Refused(why.name().toLowerCase(Locale.ROOT)));
    }

    private Object ended() {
        return scene.services.intents().getFirst().end().orElseThrow();
    }

    @Test
    void itIsDeletedByOneRequestThatNamesItsCommit() {
        merged();

        assertThat(delete()).isEqualTo(new BranchDeletion.Deleted());

        assertThat(scene.web.branch("topic")).isEmpty();
        assertThat(scene.web.branch("main")).isPresent();
        assertThat(scene.writes())
                .singleElement()
                .satisfies(
                        sent ->
                                assertThat(sent.body())
                                        .contains(
                                                "\"before\":\"" + scene.head() + "\"",
                                                "\"after\":\"" + "0".repeat(40) + "\""));
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Done.class);
        assertThat(delete()).isEqualTo(new BranchDeletion.Gone());
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    void whatIsNotMergedStays() {
        assertKept(Why.NOT_MERGED);
        scene.pull.close(scene.ada);
        assertKept(Why.NOT_MERGED);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void whatWasMergedWithAnotherHeadStays() {
        merged();

        assertThat(delete(scene.pr(), new Sha("1".repeat(40))))
                .isEqualTo(new BranchDeletion.Kept(Why.NOT_MERGED));
        assertThat(scene.web.branch("topic")).isPresent();
    }

    @Test
    void theBranchOfAForkStaysAlsoWhereOneOfThatNameIsHere() {
        Account stranger = scene.simulator.host().person("stranger");
        HostedRepository fork = scene.simulator.host().fork(scene.web, stranger);
        String fix = fork.commit(stranger, "fix", "Fix", Map.of("f.txt", "f\n"));
        PullRequest pull = scene.web.open(stranger, fork, "fix", "main", "Fix", "", false);
        scene.web.bare().takeFrom(fork.bare(), fix);
        scene.web.push(scene.ada, "fix", fix);
        pull.forceMerge(scene.ada, MergeMethod.SQUASH);

        assertThat(delete(new PrRef(scene.repo(), pull.number()), new Sha(fix)))
                .isEqualTo(new BranchDeletion.Kept(Why.ANOTHER_REPOSITORY));
        assertThat(scene.web.branch("fix")).hasValue(fix);
        assertThat(fork.branch("fix")).hasValue(fix);
    }

    @Test
    void aProtectedBranchAndTheDefaultOneStay() {
        merged();
        Ruleset rules = scene.web.ruleset("all", "topic", BranchRules.none().reviews(1));
        assertKept(Why.PROTECTED);
        scene.web.removeRuleset(rules);
        // Whoever is no administrator sees only that there are some.
        scene.web.protect("topic", BranchRules.none().reviews(1));
        assertKept(Why.RULES_NOT_VISIBLE);
        scene.web.unprotect("topic");
        scene.web.defaultBranch("topic");
        assertKept(Why.DEFAULT_BRANCH);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void whatAnotherOpenOneBringsOrIsBasedOnStays() {
        scene.web.push(scene.ada, "release", scene.web.branch("main").orElseThrow());
        PullRequest again = scene.web.open(scene.ada, "topic", "release", "Also there");
        merged();
        assertKept(Why.IN_USE);
        again.close(scene.ada);
        scene.web.commit(scene.ada, "more", "More", Map.of("m.txt", "m\n"));
        PullRequest stacked = scene.web.open(scene.ada, "more", "topic", "On top");
        assertKept(Why.IN_USE);
        stacked.close(scene.ada);

        assertThat(delete()).isEqualTo(new BranchDeletion.Deleted());
    }

    /** The host would close it. */
    @Test
    void whatAnOpenOneOfAnotherRepositoryBringsStays() {
        Account neighbour = scene.simulator.host().person("neighbour");
        HostedRepository fork = scene.simulator.host().fork(scene.web, neighbour);
        PullRequest there = fork.open(scene.ada, scene.web, "topic", "main", "There", "", false);
        merged();
        assertKept(Why.IN_USE);
        assertThat(scene.writes()).isEmpty();
        there.close(scene.ada);

        assertThat(delete()).isEqualTo(new BranchDeletion.Deleted());
    }

    @Test
    void aHostThatDoesNotTellWhoBringsItLeavesIt() {
        merged();
        scene.rewrite(
                Scene.graphQl().holding("associatedPullRequests"),
                body -> body.replaceAll("\"associatedPullRequests\":\\{[^}]*}", "\"x\":0"));

        assertKept(Why.IN_USE);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void whatWasPushedSinceStays() {
        Sha merged = scene.head();
        merged();
        String newer = scene.web.commit(scene.ada, "topic", "More", Map.of("d.txt", "d\n"));

        assertThat(delete(scene.pr(), merged)).isEqualTo(new BranchDeletion.Kept(Why.MOVED));
        assertThat(scene.web.branch("topic")).hasValue(newer);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void whatIsPushedInTheLastMomentIsLeftByTheHostItself() {
        merged();
        scene.simulator
                .disturbances()
                .before(
                        DELETE,
                        () -> scene.web.commit(scene.ada, "topic", "More", Map.of("d.txt", "d\n")));

        assertThat(delete()).isEqualTo(new BranchDeletion.Kept(Why.MOVED));
        assertThat(scene.web.branch("topic")).isPresent();
        assertThat(scene.writes()).hasSize(1);
    }

    private void isPushedAnewOnceItIsGone() {
        scene.simulator
                .disturbances()
                .after(
                        DELETE,
                        () -> scene.web.commit(scene.ada, "topic", "Anew", Map.of("d.txt", "d\n")));
    }

    @Test
    void whatIsPushedAnewBeforeTheLookWasDeletedAllTheSame() {
        merged();
        isPushedAnewOnceItIsGone();

        assertThat(delete()).isEqualTo(new BranchDeletion.Deleted());
        assertThat(scene.web.branch("topic")).isPresent();
    }

    @Test
    void whatIsPushedAnewAfterALostAnswerSaysNothingOfTheDeletion() {
        merged();
        isPushedAnewOnceItIsGone();
        Loss.CUT_AFTER.happen(DELETE, scene.simulator.disturbances());

        assertThatThrownBy(this::delete).isInstanceOf(OutcomeUnknown.class);
        assertThat(scene.web.branch("topic")).isPresent();
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "STATUS_502_AFTER", "HTML_200_AFTER"})
    void aLostAnswerIsSettledByReading(Loss loss) {
        merged();
        loss.happen(DELETE, scene.simulator.disturbances());

        if (loss == Loss.CUT_BEFORE) {
            assertThatThrownBy(this::delete).isInstanceOf(OutcomeUnknown.class);
            assertThat(scene.web.branch("topic")).isPresent();
            assertThat(ended()).isInstanceOf(FakeHostServices.End.Unknown.class);
        } else {
            assertThat(delete()).isEqualTo(new BranchDeletion.Deleted());
        }
        assertThat(scene.writes()).hasSize(1);
        assertThat(beside.branchTip(scene.repo(), new BranchName("topic"), call()).isPresent())
                .isEqualTo(loss == Loss.CUT_BEFORE);
    }

    @Test
    void aServerThatDoesNotShowBranchesLeavesIt() {
        merged();
        scene.simulator.lackFields("Repository.ref");

        assertThatThrownBy(this::delete).isInstanceOf(NotSupported.class);
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void aServerThatCannotCompareAndDeleteInOneStepLeavesIt() {
        merged();
        scene.simulator.lackFields("Mutation.updateRefs");

        assertThatThrownBy(this::delete).isInstanceOf(NotSupported.class);
        assertThat(scene.web.branch("topic")).isPresent();
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Refused.class);
    }
}
