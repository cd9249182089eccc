package dev.stile.git.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.remote.PushOutcome;
import dev.stile.git.sync.SyncMode;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A push to a server whose listings show only later what was written. */
class LaggingListingsTest {
    private static final Duration LAG = Duration.ofHours(1);

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves({"TR-43", "TR-6"})
    void whatAPushWroteStaysAsItWasAnsweredUntilListingsShowIt() throws IOException {
        Path original = CrashWorld.original(folder.resolve("original"), 4, 0);
        try (CrashWorld world = CrashWorld.copied(original, folder.resolve("world"))) {
            var controls = world.simulator.controls();
            controls.clock().freeze(Instant.now().plus(Duration.ofDays(1)));
            controls.project(
                    CrashWorld.PROJECT,
                    Json.object().put("listing_lag_ms", LAG.toMillis()).build());
            try (SimulatedHouse house = house(world)) {
                house.session.sync(SyncMode.FULL);
                Path first = world.working().resolve("issues/1.md");
                Files.writeString(
                        first, Files.readString(first).replace("As it was.", "As we wrote it."));
                Files.delete(world.working().resolve("issues/2.md"));
                Files.writeString(world.working().resolve("issues/new.md"), "# Ours\n");
                world.commit();
                assertThat(house.push(world.working())).isInstanceOf(PushOutcome.Accepted.class);
                String shown = world.mirrorGit().text("rev-parse", "main^{tree}");

                controls.resetCounters();
                house.session.sync(SyncMode.FULL);
                assertThat(world.mirrorGit().text("rev-parse", "main^{tree}")).isEqualTo(shown);
                house.session.sync(SyncMode.FETCH);
                assertThat(world.mirrorGit().text("rev-parse", "main^{tree}")).isEqualTo(shown);

                controls.clock().advance(LAG.plusSeconds(1));
                house.session.sync(SyncMode.FULL);
                assertThat(world.mirrorGit().text("rev-parse", "main^{tree}")).isEqualTo(shown);
                assertThat(world.mirrorGit().text("ls-tree", "--name-only", "main", "issues/"))
                        .contains("issues/5.md")
                        .doesNotContain("issues/2.md");
            }
        }
    }

    private static SimulatedHouse house(CrashWorld world) {
        return new SimulatedHouse(
                world.home(),
                world.simulator.baseUri(),
                CrashWorld.PROJECT,
                new PrintStream(OutputStream.nullOutputStream()));
    }
}
