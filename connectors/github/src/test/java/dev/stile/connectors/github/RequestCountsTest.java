package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Review;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What looks and merges may cost at most; one request more fails the build. */
@Proves("GH-107")
final class RequestCountsTest {
    private Scene scene;
    private GitHost host;

    @BeforeEach
    void begin(@TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        scene = new Scene(folder);
        scene.pull.review(scene.bob, Review.State.APPROVED);
        host = scene.host();
    }

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    @Test
    void aProbeOfManyIsOneRequest() {
        List<PrRef> prs = new ArrayList<>(List.of(scene.pr()));
        for (int count = 1; count < 10; count++) {
            String branch = "topic-" + count;
            scene.web.commit(scene.ada, branch, "Change " + count, Map.of(branch, "text\n"));
            prs.add(
                    new PrRef(
                            scene.repo(),
                            scene.web.open(scene.ada, branch, "main", "Change").number()));
        }
        scene.forget();

        assertThat(host.beside().probe(prs, call())).hasSize(10);

        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void aLookAtWhatHasChangedIsOneRequestOnceTheRulesAreKnown() {
        host.detectPrEvents(scene.pr(), call());
        scene.pull.talk().comment(scene.bob, "Why?");
        scene.forget();

        host.detectPrEvents(scene.pr(), call());

        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void aMergeIsFiveRequestsAtMostFromItsDecisionToItsVerdict() {
        host.detectPrEvents(scene.pr(), call());
        scene.forget();

        assertThat(
                        host.mergePR(
                                        scene.pr(),
                                        MergeStrategy.SQUASH,
                                        MergeGuard.of(scene.head(), new IdempotencyKey("k")),
                                        call())
                                .success())
                .isTrue();

        assertThat(scene.requests()).hasSizeLessThanOrEqualTo(5);
    }
}
