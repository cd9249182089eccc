package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Two new files with the same content, of which a forced push takes one back. */
class ForcedTwinTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves("GS-72")
    void theOneThatIsTakenBackIsDeletedAndTheOtherStays() {
        try (TrackerWorld world = new TrackerWorld(folder, 100)) {
            world.seed("One", "Text.");
            TrackerWorld.Clone clone = world.cloned("work");
            clone.write("issues/a.md", "# Twin\n\nIts text.\n");
            clone.write("issues/b.md", "# Twin\n\nIts text.\n");
            clone.commit();
            assertThat(clone.push()).isEmpty();
            assertThat(world.tracker.size()).isEqualTo(3);
            clone.git("rm", "-q", "issues/a.md");
            clone.git("commit", "-q", "--amend", "-m", "one of them");

            assertThat(clone.forcePush("allow-deletes=1")).isEmpty();

            assertThat(world.tracker.now(new RecordId("2"))).isEmpty();
            assertThat(world.tracker.now(new RecordId("3"))).isPresent();
            clone.pull();
            assertThat(clone.has("issues/3.md")).isTrue();
        }
    }
}
