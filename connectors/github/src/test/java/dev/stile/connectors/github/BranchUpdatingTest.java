package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.Tri;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.support.Loss;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Role;
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

/** The base merged into a branch that has the expected head. */
@Proves("GH-108")
final class BranchUpdatingTest {
    private static final On UPDATE = Scene.rest("PUT", "/pulls/1/update-branch");

    private Scene scene;
    private Beside beside;
    private Sha head;
    private Sha begun;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        beside = scene.host().beside();
        head = scene.head();
        begun = base();
        baseMovesOn("c.txt", "c\n");
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private Sha baseMovesOn(String file, String text) {
        return new Sha(scene.web.commit(scene.ada, "main", "On", Map.of(file, text)));
    }

    private Sha branchMovesOn() {
        return new Sha(scene.web.commit(scene.ada, "topic", "More", Map.of("d.txt", "d\n")));
    }

    private Sha base() {
        return new Sha(scene.web.branch("main").orElseThrow());
    }

    private BranchUpdate update() {
        return beside.updateBranch(scene.pr(), head, call());
    }

    private FakeHostServices.End ended() {
        return scene.services.intents().getFirst().end().orElseThrow();
    }

    @Test
    void theMergeOfTheBaseIsTheHeadThen() {
        BranchUpdate result = update();

        assertThat(result).isEqualTo(new BranchUpdate.Updated(scene.head(), base()));
        assertThat(scene.head()).isNotEqualTo(head);
        assertThat(scene.web.bare().file(scene.pull.headSha(), "c.txt")).hasValue("c\n");
        assertThat(scene.writes())
                .singleElement()
                .satisfies(sent -> assertThat(sent.body()).contains(head.text()));
        assertThat(scene.services.intents())
                .extracting(entry -> entry.intent().operation())
                .containsExactly(Operation.UPDATE_BRANCH);
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Done.class);
    }

    /** Not all commits of a long one are read: the merge is known by the tip of the base. */
    @Test
    void theMergeIsKnownAlsoOnALongBranch() {
        scene.rewrite(
                Scene.graphQl().holding("hasPreviousPage"),
                body -> body.replace("\"hasPreviousPage\":false", "\"hasPreviousPage\":true"));

        assertThat(update()).isEqualTo(new BranchUpdate.Updated(scene.head(), base()));
        baseMovesOn("e.txt", "e\n");
        assertThat(beside.isUpdated(scene.pr(), head, call())).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void anotherHeadIsLeftAsItIs() {
        Sha newer = branchMovesOn();

        assertThat(update()).isEqualTo(new BranchUpdate.HeadChanged(newer));
        assertThat(ended()).isEqualTo(new FakeHostServices.End.Refused("head_changed"));
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void aPushInTheLastMomentIsToldByTheHost() {
        scene.simulator.disturbances().before(UPDATE, this::branchMovesOn);

        assertThat(update()).isEqualTo(new BranchUpdate.HeadChanged(scene.head()));
        assertThat(scene.writes()).hasSize(1);
        assertThat(beside.isUpdated(scene.pr(), head, call())).isEqualTo(Tri.NO);
    }

    @Test
    void aBranchThatHoldsItsBaseIsUpToDate() {
        update();
        head = scene.head();

        assertThat(update()).isEqualTo(new BranchUpdate.UpToDate(head));
    }

    @Test
    void aConflictIsForAPerson() {
        baseMovesOn("a.txt", "one\ntwo\n3\n");

        assertThat(update()).isEqualTo(new BranchUpdate.Conflicting(head));
        assertThat(ended()).isEqualTo(new FakeHostServices.End.Refused("conflict"));
        assertThat(scene.head()).isEqualTo(head);
    }

    @Test
    void oneThatIsNotOpenIsLeftAsItIs() {
        scene.pull.close(scene.ada);

        assertThat(update()).isEqualTo(new BranchUpdate.Ended(false));
        assertThat(ended()).isEqualTo(new FakeHostServices.End.Refused("closed"));
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void whoMayNotPushIsRefused() {
        var reader = scene.simulator.user(scene.web, "reader", Role.READ);

        assertThatThrownBy(
                        () -> scene.hostOf(reader).beside().updateBranch(scene.pr(), head, call()))
                .isInstanceOf(NotFound.class);
        assertThat(scene.head()).isEqualTo(head);
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Refused.class);
    }

    /** The host answers first and merges then. */
    @Test
    void aMergeThatComesLateIsWaitedFor() {
        scene.fault(UPDATE, Scene.answer(202, "{\"message\":\"Updating pull request branch.\"}"));
        scene.services.onPause(
                pause -> {
                    if (scene.services.pauses().size() == 3) {
                        scene.pull.updateBranch(scene.stile, Optional.empty());
                    }
                });

        assertThat(update()).isEqualTo(new BranchUpdate.Updated(scene.head(), base()));
    }

    @Test
    void aMergeThatNeverComesIsNotKnown() {
        scene.fault(UPDATE, Scene.answer(202, "{\"message\":\"Updating pull request branch.\"}"));

        assertThatThrownBy(this::update).isInstanceOf(OutcomeUnknown.class);
        assertThat(ended()).isInstanceOf(FakeHostServices.End.Unknown.class);
        assertThat(beside.isUpdated(scene.pr(), head, call())).isEqualTo(Tri.NO);
    }

    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "STATUS_502_AFTER", "HTML_200_AFTER"})
    void aLostAnswerIsSettledByReading(Loss loss) {
        loss.happen(UPDATE, scene.simulator.disturbances());

        if (loss == Loss.CUT_BEFORE) {
            assertThatThrownBy(this::update).isInstanceOf(OutcomeUnknown.class);
            assertThat(scene.head()).isEqualTo(head);
        } else {
            assertThat(update()).isEqualTo(new BranchUpdate.Updated(scene.head(), base()));
        }
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    void aMergeBelowTheHeadIsFoundAndOneOfAnotherBranchSaysNothing() {
        update();
        branchMovesOn();
        assertThat(beside.isUpdated(scene.pr(), head, call())).isEqualTo(Tri.YES);
        Sha merged = scene.head();
        String other = scene.web.commit(scene.ada, "other", "Other", Map.of("o.txt", "o\n"));
        scene.web.push(
                scene.ada,
                "topic",
                scene.web.commitOn(
                        scene.ada,
                        List.of(merged.text(), other),
                        "Merge other",
                        Map.of("o.txt", "o\n")));

        assertThat(beside.isUpdated(scene.pr(), merged, call())).isEqualTo(Tri.UNKNOWN);
        scene.web.push(scene.ada, "topic", other);
        assertThat(beside.isUpdated(scene.pr(), merged, call())).isEqualTo(Tri.UNKNOWN);
    }

    /** What it merged is then brought by the pull request itself. */
    @Test
    void anUpdateBeforeTheBaseBecameAnotherIsNotDenied() {
        scene.web.push(scene.ada, "older", begun.text());
        update();
        scene.pull.retarget("older");

        assertThat(beside.isUpdated(scene.pr(), head, call())).isNotEqualTo(Tri.NO);
    }

    @Test
    void commitsThatAreOlderThanTheHeadDenyNothing() {
        Sha later = branchMovesOn();
        scene.rewrite(
                Scene.graphQl().holding("hasPreviousPage"),
                body ->
                        body.replace(
                                "\"headRefOid\":\"" + later + "\"",
                                "\"headRefOid\":\"" + "9".repeat(40) + "\""));

        assertThat(beside.isUpdated(scene.pr(), head, call())).isEqualTo(Tri.UNKNOWN);
    }

    @Test
    void aServerWhoseSchemaDoesNotTellIsNotAskedToWrite() {
        scene.simulator.lackFields("Commit.parents");

        assertThatThrownBy(this::update).isInstanceOf(NotSupported.class);
        assertThat(scene.writes()).isEmpty();
    }
}
