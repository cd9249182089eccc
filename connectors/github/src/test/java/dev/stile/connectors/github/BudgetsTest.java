package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.github.access.RateLimits.Resource;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;

/** The host counts what is asked by REST and by GraphQL apart, and so does the connector. */
@Proves("GH-54")
final class BudgetsTest {
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

    private void leave(Resource resource, int remaining) {
        scene.simulator.limits().leave("stile", resource, remaining);
    }

    private CloseResult close() {
        return host.closePR(scene.pr(), new Expect(Optional.empty()), call());
    }

    @Test
    void withoutPointsForGraphQlRestGoesOn() {
        leave(Resource.GRAPHQL, 0);

        assertThatThrownBy(() -> host.getPRComments(scene.pr(), call()))
                .isInstanceOf(RateLimited.class);
        assertThat(close()).isInstanceOf(CloseResult.Closed.class);
    }

    @Test
    void withoutRequestsForRestGraphQlGoesOn() {
        leave(Resource.CORE, 0);

        assertThatThrownBy(this::close).isInstanceOf(RateLimited.class);
        assertThat(host.getPRComments(scene.pr(), call()).items()).isEmpty();
    }

    @Test
    @Proves("GH-34")
    void healthTellsBothAndIsThatOfTheOneThatIsNearerItsEnd() {
        leave(Resource.GRAPHQL, 249);

        HealthStatus health = host.healthCheck(call());

        assertThat(health.healthy()).isFalse();
        assertThat(health.message()).contains("249 of 5000 points");
        assertThat(health.details())
                .containsEntry("remaining", "249")
                .containsEntry("remaining_graphql", "249")
                .containsEntry("remaining_rest", "4999");
        leave(Resource.GRAPHQL, 250);
        assertThat(host.healthCheck(call()).healthy()).isTrue();
    }
}
