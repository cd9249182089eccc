package dev.stile.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RecordStore;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.Connects;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.egress.Caller;
import dev.stile.core.egress.ConnectionEgress;
import dev.stile.core.egress.EgressGate;
import dev.stile.core.egress.LedgerCrossings;
import dev.stile.core.egress.Pause;
import dev.stile.core.egress.RawServer;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.policy.Policy;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A connection opened as programs open it: registry, guard, gate, ledger, and a server on this
 * machine.
 */
final class OpenedConnectionTest {
    /** A connector whose probe is one request to another path of its server. */
    private record Desk(ConnectorContext context) {
        RecordStore store() {
            WildStore store = new WildStore();
            store.probing =
                    call -> {
                        Url url = Url.under(context.settings().address("url")).segments("me");
                        context.egress().send(HttpRequest.get(url, "asking who we are"), call);
                    };
            return store;
        }
    }

    private static final ConnectorProvider PROVIDER =
            new ConnectorProvider() {
                @Override
                public Manifest manifest() {
                    return Connects.manifest();
                }

                @Override
                public Connector open(ConnectorContext context) {
                    return Connector.of(new Desk(context).store());
                }
            };

    @Test
    @Proves({"TU-2", "TU-10", "TU-52", "GS-140"})
    void aCallReachesItsGrantedServerWithItsCredentialAndItsRowsInOrder(@TempDir Path folder) {
        try (RegistryFixture home = new RegistryFixture(folder);
                RawServer server = RawServer.answering(RawServer.ok("{}"));
                ConnectionEgress clients = clients(home, folder)) {
            GuardedRecordStore store =
                    registry(home, clients)
                            .records(
                                    connection(server.origin()),
                                    Session.ofCommand(RegistryFixture.ADA));

            ProbeResult probe = store.probe(RegistryFixture.call());
            home.audit.close();

            assertThat(probe.missingScopes()).isEmpty();
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(
                            request ->
                                    assertThat(request)
                                            .startsWith("GET /me ")
                                            .contains("X-Key: s3cret-t0ken"));
            assertThat(home.rows().stream().map(row -> row.split(" ")[0] + " " + row.split(" ")[1]))
                    .containsExactly(
                            "record.read intent",
                            "egress.read intent",
                            "egress.read outcome",
                            "record.read outcome");
        }
    }

    @Test
    void anUnknownConnectorIsRefusedWithTheKnownOnes(@TempDir Path folder) {
        try (RegistryFixture home = new RegistryFixture(folder);
                ConnectionEgress clients = clients(home, folder)) {
            assertThatThrownBy(() -> registry(home, clients).manifest("chair"))
                    .isInstanceOf(Failure.class);
            assertThatThrownBy(() -> registry(home, clients).manifest("dsek"))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            unknown -> {
                                assertThat(unknown.registered()).isEqualTo(Code.UNKNOWN_CONNECTOR);
                                assertThat(unknown.details())
                                        .contains("installed: desk", "did you mean desk?");
                            });
        }
    }

    private static ConnectorRegistry registry(RegistryFixture home, EgressClients clients) {
        Providers providers =
                new Providers() {
                    @Override
                    public List<ConnectorProvider> all() {
                        return List.of(PROVIDER);
                    }

                    @Override
                    public Optional<ConnectorProvider> find(String slug) {
                        return slug.equals("desk") ? Optional.of(PROVIDER) : Optional.empty();
                    }
                };
        return new ConnectorRegistry(
                providers,
                clients,
                home.audit,
                text -> text,
                (message, remote) -> {},
                Clock.systemUTC(),
                Policy::defaults);
    }

    private static ConnectionEgress clients(RegistryFixture home, Path folder) {
        SqliteRateBuckets buckets =
                new SqliteRateBuckets(home.database(), TestHome.in(folder), Clock.systemUTC());
        return new ConnectionEgress(
                new EgressGate(
                        "0.1",
                        new Caller(AuditOrigin.PERSON, "ada"),
                        new LedgerCrossings(home.database(), home.audit, buckets),
                        new SystemNames(),
                        (reference, wanted, deadline) ->
                                SecureValue.takeFrom("s3cret-t0ken".toCharArray()),
                        new Redactor(),
                        Clock.systemUTC(),
                        RandomGenerator.of("Random"),
                        Pause.real(),
                        TimeLimits.standard(),
                        SizeLimits.standard()));
    }

    private static Connection connection(String origin) {
        return new Connection(
                new ConnectionSlug("work"),
                "desk",
                new TreeMap<>(Map.of("url", origin)),
                new TreeMap<>(Map.of("token", "env:KEY")),
                List.of(
                        new GrantedOrigin(
                                origin, AddressReach.LOOPBACK, true, "ada", Instant.EPOCH)),
                Optional.empty(),
                ConnectionOptions.standard(),
                "ada",
                Instant.EPOCH,
                1);
    }
}
