package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.TrackerProject;
import dev.stile.stories.world.World;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Twelve edits that people really make, the same on each tracker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EditStories {
    final World world;
    private Workplace workplace;
    private TrackerProject project;
    private String first;
    private String second;

    EditStories(World world) {
        this.world = world;
    }

    @BeforeAll
    void connect(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
    }

    @BeforeEach
    void fillProject() {
        project = world.newProject("One", "Two", "Three");
        first = project.records().get(0).id();
        second = project.records().get(1).id();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    @Proves({"GS-14", "GS-93"})
    void theSecondOfTwoPushesSendsNothing() {
        Clone clone = edited("One, edited");
        clone.push().succeeds();
        assertThat(project.titleNow(first)).isEqualTo("One, edited");
        world.forgetRequests();

        clone.push().says("Everything up-to-date");
        clone.pull().succeeds();
        clone.push().says("Everything up-to-date");

        assertThat(world.writes()).isEmpty();
        assertThat(clone.title(first)).isEqualTo("One, edited");
    }

    @Test
    @Proves({"GS-83", "GS-153"})
    void aPlanExpectsAsManyRequestsAsThePushMakesAndADryRunSaysTheSame() {
        Clone clone = edited("One, edited");
        clone.retitle(second, "Two, edited");
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Edit another, add one");

        String plan = clone.type("stile plan --quiet").succeeds().out();
        assertThat(clone.push("--dry-run").succeeds().err()).contains(plan);
        world.forgetRequests();
        clone.push().succeeds();

        assertThat(plan)
                .contains("create \"issues/new.md\"\n  title: \"New\"\n")
                .contains("  title: \"One\" -> \"One, edited\"\n")
                .contains("3 writes, " + world.requests().size() + " requests expected");
    }

    @Test
    @Proves({"GS-45", "GS-79"})
    void aSecondEditIsPushedWithoutAPullBetween() {
        Clone clone = edited("One, edited");
        clone.push().succeeds();

        clone.retitle(first, "One, edited again");
        clone.commit("Again");
        clone.push().succeeds();

        assertThat(project.titleNow(first)).isEqualTo("One, edited again");
        clone.pull().succeeds();
        assertThat(clone.title(first)).isEqualTo("One, edited again");
    }

    @Test
    @Proves({"GS-12", "GS-77"})
    void recordsThatOthersAddedSurviveAPushFromAnOldClone() {
        Clone clone = edited("One, edited");
        String strangers = project.add("A stranger's");

        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One, edited", "Two", "Three", "A stranger's");
        clone.pull().succeeds();
        assertThat(clone.title(strangers)).isEqualTo("A stranger's");
        clone.isClean();
    }

    @Test
    @Proves({"GS-50", "GS-92"})
    void aNewFileWithTheNameOfSomebodyElsesNewRecordMakesItsOwn() {
        Clone clone = workplace.clone(project);
        String strangers = project.add("A stranger's");
        clone.write(Clone.path(strangers), "# Mine\n\nMy text.\n");
        clone.commit("Add mine");

        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One", "Two", "Three", "A stranger's", "Mine");
        clone.pull().succeeds();
        assertThat(clone.title(strangers)).isEqualTo("A stranger's");
        assertThat(clone.title(idOf("Mine"))).isEqualTo("Mine");
    }

    @Test
    @Proves("GS-74")
    void aDeletionThatIsRevertedInTheSamePushIsNoDeletion() {
        Clone clone = workplace.clone(project);
        clone.git("rm", "--quiet", Clone.path(first));
        clone.git("commit", "--quiet", "--message", "Delete");
        clone.git("revert", "--no-edit", "HEAD");
        world.forgetRequests();

        clone.push().succeeds();

        assertThat(world.writes()).isEmpty();
        assertThat(project.titles()).containsExactly("One", "Two", "Three");
        clone.push().says("Everything up-to-date");
    }

    @Test
    @Proves("GS-49")
    void aRenamedFileStaysItsRecordAndGetsItsNameBack() {
        Clone clone = workplace.clone(project);
        clone.git("mv", Clone.path(first), "issues/renamed.md");
        clone.edit("issues/renamed.md", "(?m)^title: .*$", "title: One, renamed");
        clone.commit("Rename");

        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One, renamed", "Two", "Three");
        clone.pull().succeeds();
        assertThat(clone.title(first)).isEqualTo("One, renamed");
        assertThat(clone.has("issues/renamed.md")).isFalse();
    }

    @Test
    @Proves({"GS-13", "GS-72"})
    void anAmendedCommitIsPushedByForce() {
        Clone clone = edited("One, edited");
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Add one");
        clone.push().succeeds();
        clone.retitle(first, "One, amended");
        clone.git("commit", "--quiet", "--all", "--amend", "--no-edit");

        clone.push().refuses("non-fast-forward");
        assertThat(project.titleNow(first)).isEqualTo("One, edited");
        clone.push("--force").succeeds();

        assertThat(project.titles()).containsExactly("One, amended", "Two", "Three", "New");
        clone.pull().succeeds();
        assertThat(clone.title(first)).isEqualTo("One, amended");
    }

    @Test
    @Proves("GS-82")
    void aFeatureBranchIsRefusedAndCanBePushedToMain() {
        Clone clone = workplace.clone(project);
        clone.git("checkout", "--quiet", "-b", "feature");
        clone.retitle(first, "One, from a branch");
        clone.commit("On a branch");
        world.forgetRequests();

        clone.push("origin", "feature").refuses("only main is connected [STL-3002]");
        assertThat(world.writes()).isEmpty();
        clone.push("origin", "feature:main").succeeds();

        assertThat(project.titleNow(first)).isEqualTo("One, from a branch");
    }

    @Test
    void anEditOfARecordThatSomebodyDeletedDoesNotBringItBack() {
        Clone clone = edited("One, edited");
        project.delete(first);

        Ended refused = clone.push().fails();

        assertThat(refused.said()).contains(deletedCode());
        assertThat(project.titles()).containsExactly("Two", "Three");
        workplace.stile("sync", "--full", clone.folder().toString()).succeeds();
        clone.pull().fails();
        clone.git("rm", "--quiet", Clone.path(first));
        clone.git("commit", "--quiet", "--no-edit");
        clone.retitle(second, "Two, edited");
        clone.commit("Something else");
        clone.push().succeeds();
        assertThat(project.titles()).containsExactly("Two, edited", "Three");
    }

    /** How the push of an edit of a deleted record is refused. */
    abstract String deletedCode();

    @Test
    @Proves("GS-86")
    void aCreateWhoseAnswerWasLostIsMadeOnce() {
        Clone clone = workplace.clone(project);
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Add one");
        world.loseAnswersToCreates();
        Ended first = clone.push();
        world.loseNothing();
        assertThat(project.titles())
                .as(first.toString())
                .containsExactly("One", "Two", "Three", "New");

        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One", "Two", "Three", "New");
        clone.pull().succeeds();
        assertThat(clone.title(idOf("New"))).isEqualTo("New");
        assertThat(clone.has("issues/new.md")).isFalse();
        clone.push().says("Everything up-to-date");
    }

    @Test
    @Proves("GS-50")
    void aNewFileThatIsPushedEditedAndThenPulledStaysOneRecord() {
        Clone clone = workplace.clone(project);
        clone.write("issues/new.md", "# New\n\nText.\n");
        clone.commit("Add one");
        clone.push().succeeds();
        clone.write("issues/new.md", "# New\n\nBetter text.\n");
        clone.commit("Better");

        clone.pull().refuses("modify/delete");
        clone.git("add", "issues/new.md");
        clone.git("commit", "--quiet", "--no-edit");
        clone.push().succeeds();

        assertThat(project.titles()).containsExactly("One", "Two", "Three", "New");
        assertThat(project.recordNow(idOf("New")).map(RecordNow::body).orElseThrow().strip())
                .isEqualTo("Better text.");
        clone.pull().succeeds();
        assertThat(clone.has("issues/new.md")).isFalse();
        assertThat(clone.read(Clone.path(idOf("New")))).contains("Better text.");
    }

    @Test
    @Proves("GS-72")
    void aForcedPushAfterAFetchKeepsAColleaguesEdit() {
        Clone clone = edited("One, edited");
        clone.push().succeeds();
        project.retitle(second, "Two, by a colleague");
        clone.git("fetch", "--quiet");
        clone.retitle(first, "One, amended");
        clone.git("commit", "--quiet", "--all", "--amend", "--no-edit");

        clone.push("--force").succeeds();

        assertThat(project.titles())
                .containsExactly("One, amended", "Two, by a colleague", "Three");
        clone.pull().succeeds();
        assertThat(clone.title(second)).isEqualTo("Two, by a colleague");
    }

    @Test
    @Proves("GS-72")
    void aForcedPushDoesNotUndoAColleaguesEditOfTheSameRecord() {
        Clone clone = edited("One, edited");
        clone.push().succeeds();
        project.retitle(first, "One, by a colleague");
        clone.git("fetch", "--quiet");
        clone.retitle(first, "One, amended");
        clone.git("commit", "--quiet", "--all", "--amend", "--no-edit");

        clone.push("--force").refuses("fetch first", "STL-3001");

        assertThat(project.titleNow(first)).isEqualTo("One, by a colleague");
    }

    /** A clone in which the title of the first record was changed and committed. */
    private Clone edited(String title) {
        Clone clone = workplace.clone(project);
        clone.retitle(first, title);
        clone.commit("Edit");
        return clone;
    }

    private String idOf(String title) {
        return project.records().stream()
                .filter(record -> record.title().equals(title))
                .map(RecordNow::id)
                .findFirst()
                .orElseThrow();
    }
}
