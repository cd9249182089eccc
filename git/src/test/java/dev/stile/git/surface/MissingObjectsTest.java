package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A mirror that lost objects is not called complete by the command that repairs. */
@Proves("GS-110")
class MissingObjectsTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    private TrackerWorld world;

    @BeforeEach
    void makeATracker() {
        world = new TrackerWorld(folder, 100);
        world.seed("One", "Text.");
        world.cloned("work");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aFullListingOfAWholeMirrorGoesOn() {
        assertThat(world.session().sync(SyncMode.FULL).full()).isTrue();
    }

    @Test
    @Proves("GS-120")
    void aFullListingSaysThatAFileIsMissing() throws IOException {
        Git git = world.mirror.repository().git();
        delete(git.text("rev-parse", "main:issues/1.md"));

        isToldToBeMovedAside();
    }

    @Test
    @Proves("GS-120")
    void aFullListingSaysThatAllIsMissing() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(objects())) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }

        isToldToBeMovedAside();
    }

    /** Pushes and repairs rest on main's newest commit; no repair brings older ones back. */
    @Test
    void aFullListingOfAMirrorThatLacksAnOldFileGoesOn() throws IOException {
        Git git = world.mirror.repository().git();
        String old = git.text("rev-parse", "main:issues/1.md");
        world.tracker.strangerDeletes(new RecordId("1"));
        world.session().sync(SyncMode.FULL);
        delete(old);

        assertThat(world.session().sync(SyncMode.FULL).full()).isTrue();
    }

    @Test
    void thatGitCouldNotLookIsNotToldAsDamage() throws IOException {
        Path configuration = world.mirror.repository().gitDirectory().resolve("config");
        Files.writeString(configuration, "[core\n");

        assertThatThrownBy(() -> world.mirror.repository().missing()).isInstanceOf(GitFailed.class);
    }

    private void delete(String object) throws IOException {
        Files.delete(objects().resolve(object.substring(0, 2)).resolve(object.substring(2)));
    }

    private Path objects() {
        return world.mirror.repository().gitDirectory().resolve("objects");
    }

    private void isToldToBeMovedAside() {
        GitEnvironment environment = GitEnvironment.forMirror(System.getenv());
        isToldToBeMovedAside(() -> world.session().rehearse(SyncMode.FULL, environment));
        isToldToBeMovedAside(() -> world.session().sync(SyncMode.FULL));
    }

    private void isToldToBeMovedAside(ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Failure.class,
                        damaged -> {
                            assertThat(damaged.registered()).isEqualTo(Code.MIRROR_DAMAGED);
                            assertThat(ErrorPrinter.text(damaged))
                                    .contains("Recovery:\n  mv " + world.mirror.folder() + " ");
                        });
    }
}
