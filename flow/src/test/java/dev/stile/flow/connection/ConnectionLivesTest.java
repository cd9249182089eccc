package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.policy.Subject;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

final class ConnectionLivesTest {
    private static final ConnectionSlug SLUG = new ConnectionSlug("weir-north");
    private static final ProbeOutcome OK = new ProbeOutcome.Ok(Optional.of("keeper"));

    @TempDir Path folder;

    private StreamWorld world;
    private ConnectionLives lives;

    @BeforeEach
    void open() {
        world = new StreamWorld(folder);
        lives = world.lives;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void probed(Connection connection, ProbeOutcome outcome) {
        lives.probed(connection, outcome, new Subject.Daemon(), soon());
    }

    private void stream(Health health) {
        lives.report(
                StreamName.live("weir-north"),
                new StreamReport(
                        health,
                        Optional.of("because"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        0,
                        0),
                soon());
    }

    private static void assertNotReady(Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.registered())
                                        .isEqualTo(Code.CONNECTION_NOT_READY));
    }

    @Test
    @Proves("FL-46")
    void aConnectionIsUsedOnlyOnceAProbeProvedIt() {
        Connection connection = world.connect("weir-north");
        assertNotReady(() -> lives.requireReady(SLUG, soon()));

        probed(connection, new ProbeOutcome.ProbeFailed("timeout"));
        assertNotReady(() -> lives.requireReady(SLUG, soon()));

        probed(connection, OK);
        assertThat(lives.requireReady(SLUG, soon()).account()).contains("keeper");
        assertThat(world.reasons("connection.update"))
                .singleElement()
                .asString()
                .contains("created to authenticated: probe ok");
    }

    @Test
    @Proves("FL-46")
    void whatWasProvenOfAnotherVersionIsProvenNoMore() {
        Connection connection = world.connect("weir-north");
        probed(connection, OK);

        world.store.grant(
                SLUG,
                new GrantedOrigin(
                        "https://weir.example",
                        dev.stile.core.connection.AddressReach.PUBLIC,
                        false,
                        "ada",
                        Instant.EPOCH),
                ADA,
                soon());
        assertNotReady(() -> lives.requireReady(SLUG, soon()));

        // The answer of a probe of the old version says nothing of the new one.
        probed(connection, OK);
        assertNotReady(() -> lives.requireReady(SLUG, soon()));
    }

    @Test
    @Proves({"FL-23", "FL-45", "FL-51"})
    void onlyADefiniteNoAsksForANewLoginAndAsksOnce() {
        Connection connection = world.active("weir-north");
        lives.followConsumers(soon());
        for (int probe = 1; probe <= 2; probe++) {
            probed(connection, new ProbeOutcome.ProbeFailed("timeout"));
        }
        assertThat(world.state("weir-north").health()).isEqualTo(Health.OK);
        assertThat(world.state("weir-north").word()).isEqualTo("active");

        probed(connection, new ProbeOutcome.ProbeFailed("timeout"));
        assertThat(world.state("weir-north").health()).isEqualTo(Health.PROBE_FAILED);
        assertThat(world.state("weir-north").word()).isEqualTo("degraded");
        probed(connection, new ProbeOutcome.ProbeFailed("timeout"));

        probed(connection, new ProbeOutcome.Broken("auth"));
        probed(connection, new ProbeOutcome.Broken("auth"));
        assertThat(world.state("weir-north").word()).isEqualTo("created");
        assertThat(world.notices)
                .extracting(Notice::health)
                .containsExactly(Health.PROBE_FAILED, Health.AUTH_REQUIRED);

        probed(connection, OK);
        probed(connection, new ProbeOutcome.Broken("auth"));
        assertThat(world.notices).hasSize(3);
        assertThat(world.lifecycle())
                .containsExactly(
                        "connection.auth_required weir-north",
                        "connection.recovered weir-north",
                        "connection.auth_required weir-north");
    }

    @Test
    @Proves("FL-45")
    void disablingWorksAlwaysAndEnablingLeadsToAProbe() {
        Connection connection = world.active("weir-north");
        lives.followConsumers(soon());
        assertThat(lives.disable(SLUG, ADA, soon()).lifecycle()).isEqualTo(Lifecycle.DISABLED);
        probed(connection, OK);
        assertNotReady(() -> lives.requireReady(SLUG, soon()));

        assertThat(lives.enable(SLUG, ADA, soon()).lifecycle()).isEqualTo(Lifecycle.CREATED);
        probed(connection, OK);
        lives.followConsumers(soon());
        assertThat(world.state("weir-north").word()).isEqualTo("active");
        assertThat(world.reasons("connection.update")).hasSize(6);
    }

    @Test
    void aProgramConfiguresNothing() {
        world.connect("weir-north");

        assertThatThrownBy(() -> lives.disable(SLUG, new Subject.Agent("a"), soon()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.POLICY_REFUSED));
        assertThat(world.state("weir-north").word()).isEqualTo("created");
    }

    @Test
    @Proves({"FL-38", "FL-45"})
    void healthIsTheWorstOfItsStreamsAndMovesNoLifecycle() {
        probed(world.connect("weir-north"), OK);
        stream(Health.STALLED);
        assertThat(world.state("weir-north").health()).isEqualTo(Health.STALLED);
        assertThat(world.state("weir-north").life().lifecycle()).isEqualTo(Lifecycle.AUTHENTICATED);

        stream(Health.RETRYING);
        stream(Health.STALLED);
        stream(Health.OK);
        assertThat(world.state("weir-north").health()).isEqualTo(Health.OK);
        assertThat(world.lifecycle())
                .containsExactly(
                        "connection.stalled weir-north", "connection.recovered weir-north");
        assertThat(world.notices).isEmpty();
    }

    @Test
    void aConnectionOfTheSameNameThatIsMadeAnewStartsAnew() {
        probed(world.connect("weir-north"), OK);
        world.store.delete(SLUG, ADA, soon());
        Connection other =
                world.store
                        .make(
                                new Connection(
                                        SLUG,
                                        "scripted",
                                        new java.util.TreeMap<>(),
                                        new java.util.TreeMap<>(),
                                        java.util.List.of(),
                                        Optional.empty(),
                                        dev.stile.core.connection.ConnectionOptions.standard(),
                                        "ada",
                                        Instant.parse("2031-01-01T00:00:00Z"),
                                        1),
                                ADA,
                                soon())
                        .connection();

        assertThat(other.version()).isEqualTo(1);
        assertNotReady(() -> lives.requireReady(SLUG, soon()));
    }
}
