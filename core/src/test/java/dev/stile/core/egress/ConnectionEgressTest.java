package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.EgressClient;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.Connects;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.connection.OptionName;
import dev.stile.core.error.Failure;
import dev.stile.core.secret.ResolvedSecrets;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Clients of stored connections, opened again and again as a daemon does. */
final class ConnectionEgressTest {
    @Test
    void aConnectionThatIsOpenedAThousandTimesHasOneWire() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                ConnectionEgress clients = new ConnectionEgress(new GateFixture().gate())) {
            Connection work = connection(server, "env:KEY", Optional.empty());
            for (int count = 0; count < 1_000; count++) {
                open(clients, work, server).send(get(server.origin() + "/x"), call());
            }
            assertThat(server.requests()).hasSize(1_000);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @Proves("TU-6")
    void aConnectionThatChangedSharesNoWireWithWhatItWasWhichGoesOnWithoutOne() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                ConnectionEgress clients = new ConnectionEgress(new GateFixture().gate())) {
            EgressClient former =
                    open(clients, connection(server, "env:KEY", Optional.empty()), server);
            former.send(get(server.origin() + "/x"), call());

            EgressClient now =
                    open(clients, connection(server, "env:OTHER", Optional.empty()), server);
            awaitOpen(server, 0);
            now.send(get(server.origin() + "/x"), call());
            former.send(get(server.origin() + "/x"), call());

            awaitOpen(server, 1);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    @Proves("TU-6")
    void whatIsTrustedIsReadAnewOnceItsFileWasWrittenAgain(@TempDir Path folder)
            throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), "old");
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                ConnectionEgress clients = new ConnectionEgress(new GateFixture().gate())) {
            Connection work = connection(server, "env:KEY", Optional.of(authority));
            EgressClient first = open(clients, work, server);
            assertThat(open(clients, work, server)).isSameAs(first);

            Files.setLastModifiedTime(authority, FileTime.from(Instant.EPOCH));
            assertThat(open(clients, work, server)).isNotSameAs(first);
        }
    }

    @Test
    @Proves("GH-30")
    void aRequestToACodeHostThatHangsEndsAfterTheDeadlineOfItsConnection() {
        Manifest ofHosts =
                Manifest.of("forge", "1.0.0", "A code host")
                        .facets(Set.of(Facet.PULL_REQUESTS))
                        .settings(List.of(SettingSpec.address("url", "where it is")))
                        .secrets(Connects.manifest().secrets())
                        .build();
        try (RawServer server = RawServer.start(RawServer.Visitor::fallSilent);
                ConnectionEgress clients = new ConnectionEgress(new GateFixture().gate())) {
            Connection usual = connection(server, "env:KEY", Optional.empty());
            Settings settings = new Settings(Map.of("url", server.origin()));
            assertThat(ConnectionEgress.profile(usual, ofHosts, settings).longest())
                    .contains(Duration.ofSeconds(15));
            assertThat(ConnectionEgress.profile(usual, Connects.manifest(), settings).longest())
                    .isEmpty();

            Connection hasty =
                    connection(
                            server,
                            "env:KEY",
                            Optional.empty(),
                            OptionName.DEADLINES.set(ConnectionOptions.standard(), "request=PT1S"));
            EgressClient client = clients.open(hasty, ofHosts, settings);
            assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("creating the record");
        }
    }

    @Test
    @Proves("GH-37")
    void aRequestThatLacksItsSecretSaysHowItIsComeBy() {
        Requirement key =
                new Requirement(
                        Requirement.Type.SECRET,
                        "token",
                        Optional.empty(),
                        List.of(),
                        "make a key of the account");
        Manifest ofHosts =
                Manifest.of("forge", "1.0.0", "A code host")
                        .facets(Set.of(Facet.PULL_REQUESTS))
                        .settings(List.of(SettingSpec.address("url", "where it is")))
                        .secrets(Connects.manifest().secrets())
                        .gitHost(GitHostBlock.of("forge").needing(List.of(key)))
                        .build();
        GateFixture nothingSet = new GateFixture().values(new ResolvedSecrets(Map.of()));
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                ConnectionEgress clients = new ConnectionEgress(nothingSet.gate())) {
            EgressClient client =
                    clients.open(
                            connection(server, "env:KEY", Optional.empty()),
                            ofHosts,
                            new Settings(Map.of("url", server.origin())));
            assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.details())
                                            .contains("to get one: make a key of the account"));
        }
    }

    private static EgressClient open(
            ConnectionEgress clients, Connection connection, RawServer server) {
        return clients.open(
                connection, Connects.manifest(), new Settings(Map.of("url", server.origin())));
    }

    private static Connection connection(
            RawServer server, String secret, Optional<Path> authority) {
        return connection(server, secret, authority, ConnectionOptions.standard());
    }

    private static Connection connection(
            RawServer server, String secret, Optional<Path> authority, ConnectionOptions options) {
        return new Connection(
                new ConnectionSlug("work"),
                "desk",
                new TreeMap<>(Map.of("url", server.origin())),
                new TreeMap<>(Map.of("token", secret)),
                List.of(
                        new GrantedOrigin(
                                server.origin(),
                                AddressReach.LOOPBACK,
                                true,
                                "ada",
                                Instant.EPOCH)),
                authority,
                options,
                "ada",
                Instant.EPOCH,
                1);
    }

    private static void awaitOpen(RawServer server, int count) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (server.openConnections() != count) {
            assertThat(deadline.isPast()).as("connections end").isFalse();
            Thread.onSpinWait();
        }
    }
}
