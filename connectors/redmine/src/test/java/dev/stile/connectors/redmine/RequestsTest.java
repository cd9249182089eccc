package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.http.Effect;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.support.JsonText;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.connectors.redmine.support.Recorded;
import dev.stile.connectors.redmine.support.ScriptedEgress;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests as they leave, and what answers mean that a real server does not give on demand. */
final class RequestsTest {
    private static final String SERVER = "https://tracker.example/redmine";
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final Cursor CURSOR =
            new Cursor("r1|2026-11-21T10:54:09Z|1|1t2p3p4p5d6d|1:customer:t");

    private final ScriptedEgress server = new ScriptedEgress();
    private final RecordStore store = Opened.store(server, SERVER, CLOCK);

    @Test
    @Proves("TR-152")
    void theKeyGoesIntoTheVendorsHeaderAndIsPlacedByTheGate() {
        Manifest manifest = new RedmineProvider().manifest();

        assertThat(manifest.secret("token").orElseThrow().placement())
                .isEqualTo(new SecretPlacement.Header("X-Redmine-API-Key", ""));
        assertThat(manifest.pacing().parallelRequests()).isEqualTo(2);
    }

    @Test
    @Proves({"TR-151", "TR-103"})
    void aDeltaAsksFromFiveSecondsBeforeTheCursor() {
        server.on("GET " + SERVER + "/issues.json", 200, page(1, "issues-newest-first.json"));

        try (Listing delta = store.listChangedSince(DEMO, CURSOR, call())) {
            delta.nextPage();
        }

        assertThat(server.lines().getFirst())
                .isEqualTo(
                        "GET "
                                + SERVER
                                + "/issues.json?project_id=demo&subproject_id=%21%2A&status_id=%2A"
                                + "&include=relations&limit=100&updated_on=%3E%3D2026-11-21T10%3A54%3A04Z"
                                + "&sort=updated_on%3Adesc%2Cid%3Adesc");
    }

    @Test
    @Proves("TR-22")
    void theSecondPageBeginsBehindTheLastIdOfTheFirst() {
        String issues = "GET " + SERVER + "/issues.json";
        server.on(issues, 200, page(500, "issues-newest-first.json"));
        server.on(issues, 200, page(500, "issues-by-id.json"));
        server.on(issues, 200, "{\"issues\":[],\"total_count\":0,\"offset\":0,\"limit\":100}");

        Read read = read(store.listChangedSince(DEMO, CURSOR, call()));

        assertThat(server.lines().get(1))
                .contains("issue_id=%3E%3D1&sort=id")
                .doesNotContain("offset");
        assertThat(server.lines().get(2)).contains("issue_id=%3E%3D4&sort=id");
        assertThat(read.end()).isInstanceOf(ListingEnd.Complete.class);
    }

    @Test
    @Proves("TR-21")
    void aServerThatIgnoresTheIdFilterIsNoProofOfCompleteness() {
        server.on("GET " + SERVER + "/issues.json", 200, page(500, "issues-by-id.json"));

        Read read = read(store.listChangedSince(DEMO, CURSOR, call()));

        assertThat(read.end()).isInstanceOf(ListingEnd.Unknown.class);
        assertThat(server.lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @Proves("TR-21")
    void anEmptyPageOfMoreIsNoProofOfCompleteness() {
        String issues = "GET " + SERVER + "/issues.json";
        server.on(issues, 200, page(500, "issues-newest-first.json"));
        server.on(issues, 200, "{\"issues\":[],\"total_count\":7,\"offset\":0,\"limit\":100}");

        assertThat(read(store.listChangedSince(DEMO, CURSOR, call())).end())
                .isInstanceOf(ListingEnd.Unknown.class);
    }

    @Test
    void aTimeFromAClockThatWasWrongDoesNotBecomeTheCursor() {
        String issues = page(2, "issues-newest-first.json");
        server.on(
                "GET " + SERVER + "/issues.json",
                200,
                issues.replaceFirst("\"updated_on\": \"2026", "\"updated_on\": \"2031"),
                Map.of("date", "Sat, 21 Nov 2026 11:00:00 GMT"));

        Cursor next = read(store.listChangedSince(DEMO, CURSOR, call())).cursor().orElseThrow();

        assertThat(next.text()).startsWith("r1|2026-11-21T11:00:00Z|");
    }

    @Test
    @Proves("GS-62")
    void aCursorIsTheNewestTimeThatTheServerItselfShowed() {
        server.on(
                "GET " + SERVER + "/issues.json",
                200,
                "{\"issues\":[],\"total_count\":0,\"offset\":0,\"limit\":100}");

        assertThat(read(store.listChangedSince(DEMO, CURSOR, call())).cursor())
                .as("nothing changed: the same cursor")
                .contains(CURSOR);
    }

    @Test
    @Proves({"TR-52", "TR-53"})
    void aWriteWithoutADefiniteAnswerIsUnknown() {
        script("/issues/3.json", 200, Recorded.text("issue-before-write.json"));
        for (int status : new int[] {500, 502, 503, 302, 418}) {
            ScriptedEgress broken = new ScriptedEgress();
            RecordStore other = Opened.store(broken, SERVER, CLOCK);
            broken.on("GET " + SERVER + "/issues.json", 200, page(1, "issues-newest-first.json"));
            broken.on(
                    "GET " + SERVER + "/issues/3.json",
                    200,
                    Recorded.text("issue-before-write.json"));
            broken.on("PUT " + SERVER + "/issues/3.json", status, "");
            broken.on("POST " + SERVER + "/issues.json", status, "");
            read(other.listChangedSince(DEMO, CURSOR, call()));

            assertThatThrownBy(() -> retitle(other))
                    .as("PUT %d", status)
                    .isInstanceOf(ConnectorException.OutcomeUnknown.class);
            assertThatThrownBy(() -> create(other))
                    .as("POST %d", status)
                    .isInstanceOf(ConnectorException.OutcomeUnknown.class);
        }
    }

    @Test
    void aWriteThatCannotBeReadBackIsUnknown() {
        known();
        server.on(
                "GET " + SERVER + "/issues/3.json?include=allowed_statuses",
                200,
                Recorded.text("issue-before-write.json"));
        server.on("GET " + SERVER + "/issues/3.json?include=journals", 503, "");
        server.on("PUT " + SERVER + "/issues/3.json", 204, "");

        assertThatThrownBy(() -> retitle(store))
                .isInstanceOf(ConnectorException.OutcomeUnknown.class);
    }

    @Test
    @Proves("TR-32")
    void writesAreNeverSaidToBeRepeatable() {
        known();
        server.on(
                "GET " + SERVER + "/issues/3.json", 200, Recorded.text("issue-before-write.json"));
        server.on("PUT " + SERVER + "/issues/3.json", 204, "");
        retitle(store);

        assertThat(server.sent())
                .filteredOn(request -> request.method().equals("PUT"))
                .allSatisfy(request -> assertThat(request.effect()).isEqualTo(Effect.WRITE));
    }

    @Test
    @Proves("TR-42")
    void onlyWhatChangedLeaves() {
        known();
        server.on(
                "GET " + SERVER + "/issues/3.json", 200, Recorded.text("issue-before-write.json"));
        server.on("PUT " + SERVER + "/issues/3.json", 204, "");
        server.on(
                "GET " + SERVER + "/enumerations/issue_priorities.json",
                200,
                Recorded.text("priorities.json"));

        store.updateRecord(
                DEMO,
                new RecordId("3"),
                UserInput.trusted(
                        new RecordChange(
                                List.of(
                                        new FieldChange.Set(
                                                FieldRef.PRIORITY,
                                                new FieldValue.TextValue("high")),
                                        new FieldChange.Amend(
                                                FieldRef.ASSIGNEES,
                                                List.of(
                                                        new FieldValue.PersonValue(
                                                                new Person(
                                                                        "6",
                                                                        Optional.empty(),
                                                                        "R"))),
                                                List.of(
                                                        new FieldValue.PersonValue(
                                                                new Person(
                                                                        "5",
                                                                        Optional.empty(),
                                                                        "D")))),
                                        new FieldChange.Clear(FieldRef.extension("customer"))),
                                Optional.empty())),
                new Precondition.Unconditional(),
                call());

        assertThat(
                        server.sent().stream()
                                .filter(request -> request.method().equals("PUT"))
                                .map(
                                        request ->
                                                JsonText.write(
                                                        request.body().orElseThrow().value())))
                .containsExactly(
                        "{\"issue\":{\"priority_id\":3,\"assigned_to_id\":\"6\","
                                + "\"custom_fields\":[{\"id\":1,\"value\":\"\"}]}}");
    }

    @Test
    @Proves("TR-50")
    void refusalsAreTypedByStatus() {
        for (Map.Entry<Integer, Class<? extends ConnectorException>> expected :
                Map.of(
                                401, ConnectorException.Auth.class,
                                403, ConnectorException.Permission.class,
                                404, ConnectorException.NotFound.class,
                                500, ConnectorException.Unavailable.class,
                                302, ConnectorException.Malformed.class)
                        .entrySet()) {
            ScriptedEgress refusing = new ScriptedEgress();
            refusing.on("GET " + SERVER, expected.getKey(), "");
            assertThatThrownBy(
                            () ->
                                    read(
                                            Opened.store(refusing, SERVER, CLOCK)
                                                    .listChangedSince(DEMO, CURSOR, call())))
                    .as("status %d", expected.getKey())
                    .isInstanceOf(expected.getValue());
        }
    }

    @Test
    void aNameThatTheServerDoesNotHaveIsInvalidAndNamesAreAskedForOnce() {
        known();
        server.on(
                "GET " + SERVER + "/issues/3.json", 200, Recorded.text("issue-before-write.json"));
        server.on("PUT " + SERVER + "/issues/3.json", 204, "");
        server.on(
                "GET " + SERVER + "/enumerations/issue_priorities.json",
                200,
                Recorded.text("priorities.json"));

        assertThatThrownBy(() -> prioritise("Unheard of"))
                .isInstanceOfSatisfying(
                        ConnectorException.Invalid.class,
                        invalid -> {
                            assertThat(invalid.field()).isEqualTo("priority");
                            assertThat(invalid.allowed().stream().map(Opened::bare))
                                    .contains("Low", "Immediate");
                        });
        prioritise("High");
        prioritise("Low");

        assertThat(server.lines().stream().filter(line -> line.contains("priorities"))).hasSize(1);
    }

    @Test
    void aListingWhoseKeyWasJustProvenDoesNotAskAgain() {
        script("/users/current.json", 200, Recorded.text("current-user.json"));
        script("/issues.json", 200, page(1, "issues-newest-first.json"));
        script("/projects/demo.json", 200, Recorded.text("project.json"));
        script("/trackers.json", 200, Recorded.text("trackers.json"));
        script("/issue_statuses.json", 200, Recorded.text("statuses.json"));

        read(store.listRecords(DEMO, ListOptions.everything(), call()));
        read(store.listRecords(DEMO, ListOptions.everything(), call()));

        assertThat(server.lines().stream().filter(line -> line.contains("/users/"))).hasSize(1);
        assertThat(bare(store.probe(call()).identity()).handle()).contains("dana");
    }

    private void prioritise(String name) {
        store.updateRecord(
                DEMO,
                new RecordId("3"),
                UserInput.trusted(
                        new RecordChange(
                                List.of(
                                        new FieldChange.Set(
                                                FieldRef.PRIORITY, new FieldValue.TextValue(name))),
                                Optional.empty())),
                new Precondition.Unconditional(),
                call());
    }

    /** Lets the store learn the project's vocabulary from a cursor, as every push does. */
    private void known() {
        script("/issues.json", 200, page(1, "issues-newest-first.json"));
        read(store.listChangedSince(DEMO, CURSOR, call()));
    }

    private void script(String path, int status, String body) {
        server.on("GET " + SERVER + path, status, body);
    }

    private static String page(int total, String recorded) {
        return Recorded.text(recorded)
                .replaceFirst("\"total_count\": \\d+", "\"total_count\": " + total);
    }

    private static void retitle(RecordStore store) {
        store.updateRecord(
                DEMO,
                new RecordId("3"),
                UserInput.trusted(
                        new RecordChange(
                                List.of(
                                        new FieldChange.Set(
                                                FieldRef.TITLE, new FieldValue.TextValue("new"))),
                                Optional.empty())),
                new Precondition.Unconditional(),
                call());
    }

    private static void create(RecordStore store) {
        store.createRecord(
                DEMO,
                UserInput.trusted(RecordDraft.titled("new")),
                new IdempotencyKey("k"),
                call());
    }

    private record Read(ListingEnd end, Optional<Cursor> cursor) {}

    private static Read read(Listing listing) {
        try (listing) {
            while (listing.nextPage().isPresent()) {
                assertThat(listing).isNotNull();
            }
            return new Read(listing.end(), listing.nextCursor());
        }
    }
}
