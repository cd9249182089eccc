package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.git.process.Git;
import dev.stile.git.sync.SyncMode;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

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
        String blob = git.text("rev-parse", "main:issues/1.md");
        Files.delete(objects().resolve(blob.substring(0, 2)).resolve(blob.substring(2)));

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

    private Path objects() {
        return world.mirror.repository().gitDirectory().resolve("objects");
    }

    private void isToldToBeMovedAside() {
        assertThatThrownBy(() -> world.session().sync(SyncMode.FULL))
                .isInstanceOfSatisfying(
                        Failure.class,
                        damaged -> {
                            assertThat(damaged.registered()).isEqualTo(Code.MIRROR_DAMAGED);
                            assertThat(ErrorPrinter.text(damaged))
                                    .contains("Recovery:\n  mv " + world.mirror.folder());
                        });
    }
}
