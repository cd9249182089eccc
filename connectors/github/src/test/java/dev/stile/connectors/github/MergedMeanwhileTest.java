package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult.Merged;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.hosting.MergeMethod;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A merge that somebody else makes while the answer to ours is lost. */
final class MergedMeanwhileTest {
    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    @Proves("GH-22")
    void whatSomebodyElseMergedAfterALostRequestIsNoMergeOfOurs() {
        scene.fault(Scene.rest("PUT", "/pulls/*/merge").once(), new FaultAction.Reset(false));
        scene.simulator
                .disturbances()
                .before(
                        Scene.graphQl().nth(2),
                        () -> scene.pull.forceMerge(scene.ada, MergeMethod.MERGE));

        assertThat(
                        host.mergePR(
                                scene.pr(),
                                MergeStrategy.SQUASH,
                                MergeGuard.of(scene.head(), new IdempotencyKey("k")),
                                call()))
                .isInstanceOfSatisfying(
                        Merged.class,
                        merged -> {
                            assertThat(merged.alreadyMerged()).isTrue();
                            assertThat(merged.strategy()).isEmpty();
                        });
    }
}
