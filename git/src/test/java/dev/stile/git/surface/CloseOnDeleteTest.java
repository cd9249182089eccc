package dev.stile.git.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.mirror.MirrorOptions;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class CloseOnDeleteTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves("GS-81")
    void aConnectionThatClosesNeverFallsBackToARealDelete() {
        MirrorOptions closing =
                new MirrorOptions(
                        false,
                        5,
                        20,
                        true,
                        false,
                        Duration.ofHours(24),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        MirrorOptions.USUAL_BLOB_LIMIT);
        try (TrackerWorld world = TrackerWorld.with(folder, closing)) {
            world.seed("Kept", "");
            TrackerWorld.Clone clone = world.cloned("work");
            clone.git("rm", "-q", "issues/1.md");
            clone.commit();

            assertThat(clone.push())
                    .hasValueSatisfying(
                            refused -> assertThat(refused.code()).isEqualTo("plan_refused"));

            assertThat(world.tracker.size()).isEqualTo(1);
        }
    }
}
