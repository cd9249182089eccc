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
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.egress.Crossings;
import dev.stile.core.egress.LedgerCrossings;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.simulator.github.access.RateLimits.Resource;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;

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
    @Proves("TU-14")
    void theGateAsksForNothingMoreOfAnEmptyBudgetAndForAllOfTheOther(@TempDir Path home)
            throws Exception {
        try (Ledger ledger = Ledger.in(home)) {
            GitHost counted = scene.host(ledger.crossings());
            leave(Resource.GRAPHQL, 1);
            assertThat(counted.getPRComments(scene.pr(), call()).items()).isEmpty();
            scene.forget();

            assertThatThrownBy(() -> counted.getPRComments(scene.pr(), call()))
                    .isInstanceOf(RateLimited.class);
            assertThat(scene.requests()).isEmpty();
            assertThat(counted.closePR(scene.pr(), new Expect(Optional.empty()), call()))
                    .isInstanceOf(CloseResult.Closed.class);
        }
    }

    @Test
    @Proves("TU-14")
    void anEmptyBudgetForRestLeavesGraphQlAtTheGateToo(@TempDir Path home) throws Exception {
        try (Ledger ledger = Ledger.in(home)) {
            GitHost counted = scene.host(ledger.crossings());
            leave(Resource.CORE, 1);
            counted.getDefaultBranch(scene.repo(), call());
            scene.forget();

            assertThatThrownBy(() -> counted.getDefaultBranch(scene.repo(), call()))
                    .isInstanceOf(RateLimited.class);
            assertThat(scene.requests()).isEmpty();
            assertThat(counted.getPRComments(scene.pr(), call()).items()).isEmpty();
        }
    }

    /** What was asked, counted in a store. */
    private record Ledger(Database database, SqliteAuditLog log, Crossings crossings)
            implements AutoCloseable {
        static Ledger in(Path folder) {
            Home home = TestHome.in(folder);
            Database database = TestHome.open(home);
            Clock clock = Clock.systemUTC();
            SqliteAuditLog log = new SqliteAuditLog(database, home, clock, () -> new Random(7));
            return new Ledger(
                    database,
                    log,
                    new LedgerCrossings(
                            database, log, new SqliteRateBuckets(database, home, clock)));
        }

        @Override
        public void close() {
            log.close();
            database.close();
        }
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
        scene.simulator.limits().limit("stile", Resource.CORE, 15_000);
        assertThat(host.healthCheck(call()).details()).containsEntry("least_limit", "5000");
        leave(Resource.GRAPHQL, 250);
        assertThat(host.healthCheck(call()).healthy()).isTrue();
    }
}
