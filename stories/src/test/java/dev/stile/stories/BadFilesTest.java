package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commits that cannot be pushed: nothing is written, and the corrected commit goes through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadFilesTest {
    private static final String FILE = "issues/1.md";

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;

    @BeforeAll
    void cloneProject(@TempDir Path folder) {
        workplace = Workplace.connected(folder, world);
        project = world.newProject("One", "Two", "Three", "Four", "Five", "Six", "Seven");
        clone = workplace.clone(project);
    }

    @BeforeEach
    void takeWhatTheTrackerHas() {
        clone.git("fetch", "--quiet");
        clone.git("checkout", "--quiet", "--force", "-B", "main", "origin/main");
        clone.git("clean", "--quiet", "-d", "--force");
        world.forgetRequests();
    }

    @AfterAll
    void close() {
        world.close();
    }

    /** What somebody does wrong, and what it is called. */
    enum Mistake {
        NO_CLOSING_FENCE("STL-2002", "(?m)^---\\n\\nText", "Text"),
        A_KEY_TWICE("STL-2002", "(?m)^title: .*$", "title: a\n\ntitle: b"),
        A_TYPO_IN_A_KEY("STL-2004", "(?m)^title: ", "titel: "),
        A_FIELD_THAT_IS_NEVER_WRITTEN(
                "STL-2006", "(?m)^due: .*$", "due: null\n\nfields:\n  votes: 9"),
        AN_UNKNOWN_VALUE("STL-2006", "(?m)^priority: .*$", "priority: enormous"),
        NO_TITLE("STL-2005", "(?m)^title: .*$", "title:"),
        ANOTHER_ID("STL-2007", "(?m)^id: .*$", "id: \"2\"");

        private final String code;
        private final String pattern;
        private final String replacement;

        Mistake(String code, String pattern, String replacement) {
            this.code = code;
            this.pattern = pattern;
            this.replacement = replacement;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"GS-41", "GS-43", "GS-46", "GS-75"})
    void aMistakeInAFileIsNamedAndItsCorrectionGoesThrough(Mistake mistake) {
        clone.edit(FILE, mistake.pattern, mistake.replacement);
        clone.commit("A mistake");

        refused(mistake.code, FILE);

        clone.git("checkout", "--quiet", "origin/main", "--", FILE);
        worksAgain();
    }

    @Test
    @Proves("GS-30")
    void aSymbolicLinkIsRefused() throws Exception {
        Files.createSymbolicLink(clone.file("issues/link.md"), Path.of("1.md"));
        clone.commit("A link");

        refused("STL-2003", "issues/link.md");

        clone.git("rm", "--quiet", "issues/link.md");
        worksAgain();
    }

    @Test
    @Proves("GS-30")
    void aSubmoduleIsRefused() {
        clone.git(
                "update-index",
                "--add",
                "--cacheinfo",
                "160000," + clone.ask("rev-parse", "HEAD") + ",issues/module.md");
        clone.git("commit", "--quiet", "--message", "A submodule");

        refused("STL-2003", "issues/module.md");

        clone.git("rm", "--quiet", "--cached", "issues/module.md");
        worksAgain();
    }

    @Test
    @Proves("GS-30")
    void aChangedModeIsRefused() {
        clone.git("update-index", "--chmod=+x", FILE);
        clone.git("commit", "--quiet", "--message", "A mode");

        refused("STL-2003", FILE);

        clone.git("update-index", "--chmod=-x", FILE);
        worksAgain();
    }

    @Test
    @Proves("GS-29")
    void aFileOutsideTheLayoutIsRefused() {
        clone.write("notes.txt", "Not a record.\n");
        clone.commit("Notes");

        refused("STL-2010", "notes.txt");

        clone.git("rm", "--quiet", "notes.txt");
        worksAgain();
    }

    @Test
    @Proves({"GS-72", "GS-76"})
    void aStaleEditIsRefusedAlsoByForce() {
        clone.retitle("1", "Mine");
        clone.commit("Stale");
        project.retitle("1", "Theirs");

        Told.in(clone.push().refuses("fetch first"), "STL-3001");
        Told.in(clone.push("--force").refuses("fetch first"), "STL-3001");

        assertThat(world.writes()).isEmpty();
        assertThat(project.titleNow("1")).isEqualTo("Theirs");
        clone.pull().fails();
        clone.git("checkout", "--quiet", "--theirs", FILE);
        clone.commit("Theirs it is");
        worksAgain();
    }

    @Test
    @Proves("GS-80")
    void sixDeletionsAreRefusedUntilTheirNumberIsSaid() {
        for (int id = 2; id <= 7; id++) {
            clone.git("rm", "--quiet", Clone.path(Integer.toString(id)));
        }
        clone.git("commit", "--quiet", "--message", "Delete six");

        refused("STL-2012", "6");

        assertThat(project.records()).hasSize(7);
        clone.push("-o", "allow-deletes=6").succeeds();
        assertThat(project.records().stream().map(RecordNow::id)).containsExactly("1");
        for (String title : List.of("Two", "Three", "Four", "Five", "Six", "Seven")) {
            project.add(title);
        }
    }

    @Test
    @Proves("GS-82")
    void anyRefButMainIsRefusedAndMainIsNotDeleted() {
        clone.retitle("1", "Told on a tag");
        clone.commit("Edit");
        clone.git("tag", "--force", "v1");

        Told.in(clone.push("origin", "v1"), "STL-3002");
        Told.in(clone.push("origin", "main:refs/notes/commits"), "STL-3002");
        Told.in(clone.push("origin", "--delete", "main"), "STL-3003");

        assertThat(world.writes()).isEmpty();
        clone.git("ls-remote", "--exit-code", "origin", "refs/heads/main");
        worksAgain();
    }

    @Test
    @Proves("GS-84")
    void anUnknownPushOptionIsRefused() {
        clone.retitle("1", "With an option");
        clone.commit("Edit");

        Told.in(clone.push("-o", "alow-deletes=6"), "STL-3004");

        assertThat(world.writes()).isEmpty();
        worksAgain();
    }

    @Test
    @Proves("GS-21")
    void aGitThatIsTooOldIsNamed() {
        Path old = Folders.make(workplace.folder().resolve("old"));
        String real = clone.type("command -v git").out().strip();
        Folders.write(
                old.resolve("git"),
                """
                #!/bin/sh
                [ "$1" != version ] || exec echo git version 2.30.2
                exec '%s' "$@"
                """
                        .formatted(real),
                "rwxr-xr-x");
        // git puts its own folder before the PATH of a helper, so the helper is told again.
        Folders.write(
                old.resolve("git-remote-stile"),
                """
                #!/bin/sh
                PATH='%s':$PATH exec '%s' "$@"
                """
                        .formatted(old, clone.type("command -v git-remote-stile").out().strip()),
                "rwxr-xr-x");
        clone.retitle("1", "By an old git");
        clone.commit("Edit");
        String path = old + ":" + workplace.shell().variable("PATH");
        Clone withOld = clone.with(Map.of("PATH", path));

        Told.in(withOld.push(), "STL-1007");

        assertThat(world.writes()).isEmpty();
        worksAgain();
    }

    private void refused(String code, String named) {
        List<RecordNow> before = project.records();
        String tip = clone.ask("rev-parse", "HEAD", "origin/main");

        Ended push = clone.push();

        assertThat(push.fails().err()).as("%s", push).contains("[" + code + "]", named);
        assertThat(Told.recovery(push)).as("%s", push).isNotEmpty();
        assertThat(world.writes()).isEmpty();
        assertThat(project.records()).isEqualTo(before);
        assertThat(clone.ask("rev-parse", "HEAD", "origin/main")).isEqualTo(tip);
    }

    /** The next correct attempt works. */
    private void worksAgain() {
        String title = "Good " + System.nanoTime();
        clone.retitle("1", title);
        clone.commit("Correct");
        clone.push().succeeds();
        assertThat(project.titleNow("1")).isEqualTo(title);
    }
}
