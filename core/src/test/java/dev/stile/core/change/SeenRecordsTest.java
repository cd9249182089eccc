package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SeenRecordsTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final Label LABEL = Label.outside(Scope.of("work", "demo"));

    @TempDir Path folder;

    private Database database;
    private SeenRecords seen;

    @BeforeEach
    void open() {
        database = TestHome.open(TestHome.in(folder));
        seen = new SeenRecords(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static ListedItem at(String version, String status, String updated) {
        return record(version, status, "text", 0, Instant.parse(updated));
    }

    private static ListedItem record(String version, String status, String body, long comments) {
        return record(version, status, body, comments, Instant.parse("2026-01-06T10:00:00Z"));
    }

    private static ListedItem record(
            String version, String status, String body, long comments, Instant updated) {
        RecordMeta meta =
                RecordMeta.of(new Version(version))
                        .withTimes(
                                Optional.of(Instant.parse("2026-01-05T10:00:00Z")),
                                Optional.of(updated))
                        .withComments(new CommentCount.Known(comments));
        TrackerRecord record =
                TrackerRecord.of(new RecordId("7"), "Order is charged twice", meta)
                        .status(new Status(status, StatusCategory.TODO))
                        .body(body)
                        .build();
        return new ListedItem.Present(
                new RecordId("7"), new Version(version), Tainted.of(record, LABEL));
    }

    private List<ChangeEvent> look(ListedItem item) {
        return seen.changes(TestHome.soon(), "work", DEMO, List.of(item));
    }

    private void remember(ListedItem item) {
        seen.remember(TestHome.soon(), "work", DEMO, List.of(item));
    }

    private static String payload(ChangeEvent event) {
        return event.payload().sanitise(Sanitizers.sqlParameter(new JsonWriter()::text)).value();
    }

    @Test
    void aRecordThatWasNeverSeenIsCreated() {
        ChangeEvent event = look(record("v1", "Open", "text", 0)).getFirst();

        assertThat(event.kind()).isEqualTo("record.created");
        assertThat(event.id().text()).isEqualTo("demo/7@v1");
        assertThat(event.time()).contains(Instant.parse("2026-01-06T10:00:00Z"));
        assertThat(payload(event))
                .contains("\"message\":\"Order is charged twice\"")
                .contains("\"source\":{\"container\":\"demo\",\"item\":\"7\"}")
                .doesNotContain("changed");
    }

    @Test
    void anUpdateNamesTheFieldsThatChangedWithBothValues() {
        remember(record("v1", "Open", "text", 0));

        ChangeEvent event = look(record("v2", "Urgent", "other text", 0)).getFirst();

        assertThat(event.kind()).isEqualTo("record.updated");
        assertThat(payload(event))
                .contains(
                        "\"changed\":[{\"field\":\"body\"},"
                                + "{\"field\":\"status\",\"from\":\"Open\",\"to\":\"Urgent\"}]");
    }

    @Test
    void aCommentIsAnEventOfItsOwn() {
        remember(record("v1", "Open", "text", 1));

        assertThat(look(record("v2", "Open", "text", 2)))
                .extracting(ChangeEvent::kind)
                .containsExactly("record.commented");
        assertThat(look(record("v3", "Done", "text", 2)))
                .extracting(event -> event.kind() + " " + event.id())
                .containsExactly(
                        "record.updated demo/7@v3", "record.commented demo/7@v3#commented");
    }

    @Test
    void whatIsNewInNothingButItsVersionIsNoEvent() {
        remember(record("v1", "Open", "text", 1));

        assertThat(look(record("v2", "Open", "text", 1))).isEmpty();
    }

    @Test
    @Proves("FL-33")
    void anOlderStateThatIsSeenLateChangesNothing() {
        ListedItem newer = at("v2", "Urgent", "2026-01-06T10:00:00.5Z");
        remember(at("v1", "Open", "2026-01-06T10:00:00Z"));
        remember(newer);

        assertThat(look(at("v1", "Open", "2026-01-06T10:00:00Z"))).isEmpty();
        remember(at("v1", "Open", "2026-01-06T10:00:00Z"));
        assertThat(look(newer)).isEmpty();
    }

    @Test
    @Proves("FL-8")
    void untilItIsRememberedTheSameIsToldAgainByteForByte() {
        remember(record("v1", "Open", "text", 0));
        ListedItem changed = record("v2", "Urgent", "text", 0);

        assertThat(payload(look(changed).getFirst())).isEqualTo(payload(look(changed).getFirst()));
        remember(changed);
        assertThat(look(changed)).isEmpty();
    }

    @Test
    void aDeletionIsToldOnceAndOnlyOfWhatWasKnown() {
        ListedItem gone = new ListedItem.Deleted(new RecordId("7"));
        assertThat(look(gone)).isEmpty();
        remember(record("v1", "Open", "text", 0));

        ChangeEvent event = look(gone).getFirst();
        assertThat(event.kind()).isEqualTo("record.deleted");
        assertThat(payload(event)).contains("Order is charged twice");
        remember(gone);
        assertThat(look(gone)).isEmpty();
    }

    @Test
    @Proves("FL-8")
    void aLongBodyIsCutAndSaysSo() {
        String payload = payload(look(record("v1", "Open", "ä".repeat(50_000), 0)).getFirst());

        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16 * 1024);
        assertThat(payload)
                .contains(
                        "\"truncated\":[{\"field\":\"/record/body\",\"kept\":6000,\"of\":50000}]");
    }

    @Test
    void theCursorStaysWithItsProject() {
        assertThat(seen.cursor(TestHome.soon(), "work", DEMO)).isEmpty();
        seen.moveTo(TestHome.soon(), "work", DEMO, new Cursor("c-9"));
        assertThat(seen.cursor(TestHome.soon(), "work", DEMO)).contains(new Cursor("c-9"));
        assertThat(seen.cursor(TestHome.soon(), "work", new ProjectRef("other"))).isEmpty();
        database.transaction(
                TestHome.soon(),
                transaction -> {
                    SeenRecords.forget(transaction, "work");
                    return true;
                });
        assertThat(seen.cursor(TestHome.soon(), "work", DEMO)).isEmpty();
    }

    @Test
    void aDamagedMemoryTellsTheRecordAsChangedAndLosesNothing() {
        remember(record("v1", "Open", "text", 0));
        database.transaction(
                TestHome.soon(),
                transaction -> transaction.update("UPDATE record_seen SET snapshot = '{broken'"));

        assertThat(look(record("v2", "Open", "text", 0)))
                .extracting(ChangeEvent::kind)
                .containsExactly("record.updated");
    }

    @Test
    void bodiesAreRememberedAsDigestsOnly() {
        remember(record("v1", "Open", "a body of ours", 0));
        assertThat(
                        database.<String>read(
                                TestHome.soon(),
                                transaction ->
                                        transaction
                                                .first(
                                                        "SELECT snapshot FROM record_seen",
                                                        row -> row.text(1))
                                                .orElseThrow()))
                .doesNotContain("a body of ours")
                .contains("\"body\"");
    }
}
