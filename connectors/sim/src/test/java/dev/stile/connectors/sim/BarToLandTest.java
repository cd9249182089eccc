package dev.stile.connectors.sim;

import static dev.stile.core.egress.GateFixture.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.http.EgressClient;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.egress.GateFixture;
import dev.stile.core.egress.GuardedClient;
import dev.stile.core.egress.RawServer;
import dev.stile.core.limit.ServerLimit;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What every connector has to show first, through the platform's own gate. */
@Proves("TR-171")
final class BarToLandTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final String LIMITED =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 900\r\nContent-Length: 0\r\n\r\n";

    @Test
    void aListingHasAtLeastOneRecord() throws IOException {
        try (Simulator simulator = demo();
                GuardedClient client = gate(simulator.baseUri()).client();
                Listing listing =
                        store(client, simulator.baseUri())
                                .listRecords(DEMO, ListOptions.everything(), call())) {
            assertThat(listing.nextPage().orElseThrow().items())
                    .isNotEmpty()
                    .hasOnlyElementsOfType(ListedItem.Present.class);
        }
    }

    @Test
    void anUnknownIdIsNotFound() throws IOException {
        try (Simulator simulator = demo();
                GuardedClient client = gate(simulator.baseUri()).client()) {
            assertThatThrownBy(
                            () ->
                                    store(client, simulator.baseUri())
                                            .getRecord(DEMO, new RecordId("999"), call()))
                    .isInstanceOfSatisfying(
                            NotFound.class,
                            missing -> assertThat(missing.what()).isEqualTo(NotFound.What.RECORD));
        }
    }

    @Test
    void theAuthHeaderIsExactByteForByte() {
        try (RawServer server = RawServer.answering(LIMITED);
                GuardedClient client = gate(URI.create(server.origin())).client()) {
            assertThatThrownBy(() -> read(client, server)).isInstanceOf(RateLimited.class);

            assertThat(server.requests().getFirst().split("\r\n"))
                    .filteredOn(line -> line.regionMatches(true, 0, "authorization:", 0, 14))
                    .singleElement()
                    .satisfies(
                            line ->
                                    assertThat(line.substring(14))
                                            .isEqualTo(" Bearer s3cret-t0ken"));
        }
    }

    @Test
    void theSecondPagesRequestIsWhatTheFirstAnswerSaid() throws IOException {
        try (Simulator simulator = demo();
                GuardedClient client = gate(simulator.baseUri()).client();
                Listing listing =
                        store(client, simulator.baseUri())
                                .listRecords(DEMO, ListOptions.everything(), call())) {
            Page first = listing.nextPage().orElseThrow();
            listing.nextPage();

            assertThat(simulator.controls().requests().get(1).query())
                    .hasValue("limit=2&cursor=" + first.resume().orElseThrow().text());
        }
    }

    @Test
    void aLimitWithRetryAfterArmsTheGate() {
        try (RawServer server = RawServer.answering(LIMITED)) {
            GateFixture gate = gate(URI.create(server.origin()));
            try (GuardedClient client = gate.client()) {
                assertThatThrownBy(() -> read(client, server)).isInstanceOf(RateLimited.class);
            }

            assertThat(gate.crossings.learned)
                    .containsExactly(new ServerLimit.Blocked(Duration.ofSeconds(900)));
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static Simulator demo() throws IOException {
        return Simulator.start(
                SimulatorOptions.empty().withDemo().withTokens("s3cret-t0ken", "read", "control"));
    }

    private static GateFixture gate(URI base) {
        return new GateFixture()
                .own(base.getScheme() + "://" + base.getAuthority())
                .secret(
                        new SimProvider().manifest().secret("token").orElseThrow().placement(),
                        Optional.empty());
    }

    private static void read(EgressClient client, RawServer server) {
        store(client, URI.create(server.origin())).getRecord(DEMO, new RecordId("1"), call());
    }

    private static RecordStore store(EgressClient client, URI base) {
        Settings settings = new Settings(Map.of("base_url", base.toString(), "page_size", "2"));
        return new SimProvider().open(new Context(client, settings)).records().orElseThrow();
    }

    private record Context(EgressClient egress, Settings settings) implements ConnectorContext {
        @Override
        public String connection() {
            return "work";
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}
