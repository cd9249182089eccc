package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.connectors.redmine.support.ScriptedEgress;
import dev.stile.core.egress.GateFixture;
import dev.stile.core.egress.GuardedClient;
import dev.stile.core.egress.RawServer;
import dev.stile.core.limit.ServerLimit;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** What every connector has to show first: by recorded answers, and through the platform's gate. */
@Proves("TR-171")
final class BarToLandTest {
    private static final String SERVER = "https://tracker.example/redmine";
    private static final String ISSUES = "GET " + SERVER + "/issues.json";
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final Cursor CURSOR =
            new Cursor("r1|2026-11-21T10:54:09Z|1|1t2p3p4p5d6d|1:customer:t");
    private static final String LIMITED =
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 900\r\nContent-Length: 0\r\n\r\n";

    private final ScriptedEgress scripted = new ScriptedEgress();
    private final RecordStore store = Opened.store(scripted, SERVER);

    @Test
    void aListingHasAtLeastOneRecord() {
        scripted.on(ISSUES, 200, page(1, "issues-newest-first.json"));

        try (Listing listing = store.listChangedSince(DEMO, CURSOR, call())) {
            assertThat(listing.nextPage().orElseThrow().items())
                    .isNotEmpty()
                    .hasOnlyElementsOfType(ListedItem.Present.class);
        }
    }

    @Test
    void anUnknownIdIsNotFound() {
        scripted.on("GET " + SERVER + "/issues/99.json", 404, "");

        assertThatThrownBy(() -> store.getRecord(DEMO, new RecordId("99"), call()))
                .isInstanceOfSatisfying(
                        NotFound.class,
                        missing -> assertThat(missing.what()).isEqualTo(NotFound.What.RECORD));
    }

    @Test
    void theAuthHeaderIsExactByteForByte() {
        try (RawServer server = RawServer.answering(LIMITED);
                GuardedClient client = gate(server).client()) {
            assertThatThrownBy(() -> read(client, server)).isInstanceOf(RateLimited.class);

            assertThat(server.requests().getFirst().split("\r\n"))
                    .filteredOn(line -> line.contains("s3cret-t0ken"))
                    .singleElement()
                    .satisfies(
                            line ->
                                    assertThat(line)
                                            .isEqualToIgnoringCase(
                                                    "X-Redmine-API-Key: s3cret-t0ken")
                                            .endsWith(": s3cret-t0ken"));
        }
    }

    @Test
    void theSecondPagesRequestIsWhatTheFirstAnswerSaid() {
        scripted.on(ISSUES, 200, page(500, "issues-newest-first.json"));
        scripted.on(ISSUES, 200, page(500, "issues-by-id.json"));
        scripted.on(ISSUES, 200, "{\"issues\":[],\"total_count\":0,\"offset\":0,\"limit\":100}");

        try (Listing listing = store.listChangedSince(DEMO, CURSOR, call())) {
            while (listing.nextPage().isPresent()) {
                assertThat(scripted.lines()).hasSizeLessThanOrEqualTo(3);
            }
        }

        // The page by id ended with issue 4, and pages overlap by one.
        assertThat(scripted.lines().get(2)).contains("issue_id=%3E%3D4&sort=id");
    }

    @Test
    void aLimitWithRetryAfterArmsTheGate() {
        try (RawServer server = RawServer.answering(LIMITED)) {
            GateFixture gate = gate(server);
            try (GuardedClient client = gate.client()) {
                assertThatThrownBy(() -> read(client, server)).isInstanceOf(RateLimited.class);
            }

            assertThat(gate.crossings.learned)
                    .containsExactly(new ServerLimit.Blocked(Duration.ofSeconds(900)));
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static GateFixture gate(RawServer server) {
        return new GateFixture()
                .own(server.origin())
                .secret(
                        new RedmineProvider().manifest().secret("token").orElseThrow().placement(),
                        Optional.empty());
    }

    private static void read(GuardedClient client, RawServer server) {
        Opened.store(client, server.origin()).getRecord(DEMO, new RecordId("1"), call());
    }

    private static String page(int total, String recorded) {
        return Recorded.text(recorded)
                .replaceFirst("\"total_count\": \\d+", "\"total_count\": " + total);
    }
}
