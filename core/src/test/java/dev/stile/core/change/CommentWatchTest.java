package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

final class CommentWatchTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");
    private static final RecordId ID = new RecordId("7");
    private static final Label LABEL = Label.outside(Scope.of("work", "demo"));
    private static final Instant MADE = Instant.parse("2026-01-05T10:00:00Z");
    private static final CommentCount UNKNOWN = new CommentCount.Deferred();

    @TempDir Path folder;

    private final Talk talk = new Talk();
    private Database database;
    private SeenRecords seen;
    private CommentWatch watch;

    @BeforeEach
    void open() {
        database = TestHome.open(TestHome.in(folder));
        seen = new SeenRecords(database);
        watch = new CommentWatch("work", talk, seen);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    @Proves("FL-8")
    void aCommentIsToldWithItsTextItsAuthorAndItsPlace() {
        remember(item(0, UNKNOWN));
        talk.says("first", 60);

        ChangeEvent event = look(item(60, UNKNOWN)).getFirst();

        assertThat(event.kind()).isEqualTo("record.commented");
        assertThat(event.id().text()).isEqualTo("demo/7#1@v1");
        assertThat(event.time()).contains(MADE.plusSeconds(60));
        assertThat(payload(event))
                .contains("\"message\":\"first\"")
                .contains("\"author\":\"rita\"")
                .contains("\"source\":{\"container\":\"demo\",\"item\":\"7\",\"comment\":\"1\"}");
        assertThat(event.payload().label()).isEqualTo(LABEL);
    }

    @Test
    @Proves("FL-33")
    void untilItIsRememberedTheSameIsToldAgainByteForByteWhateverItsRecordBecame() {
        remember(item(0, UNKNOWN));
        talk.says("first", 60);

        assertThat(payload(look(item(60, UNKNOWN)).getFirst()))
                .isEqualTo(payload(look(item(90, UNKNOWN)).getFirst()));
        told(item(60, UNKNOWN));
        assertThat(look(item(90, UNKNOWN))).isEmpty();
    }

    @Test
    void ofARecordThatWasOnlyRememberedThoseAreNewThatAreLater() {
        talk.says("old", 60);
        remember(item(60, UNKNOWN));
        talk.says("new", 120);

        assertThat(look(item(120, UNKNOWN))).extracting(this::message).containsExactly("new");
    }

    @Test
    void afterALookThoseAreNewThatComeBehindTheLast() {
        remember(item(0, UNKNOWN));
        talk.says("first", 60);
        told(item(60, UNKNOWN));
        talk.says("second", 60);

        assertThat(look(item(61, UNKNOWN))).extracting(this::message).containsExactly("second");
    }

    @Test
    void aRecordThatDidNotChangeIsNotAskedAbout() {
        assertThat(look(untouched())).isEmpty();
        remember(item(60, UNKNOWN));

        assertThat(look(item(60, UNKNOWN))).isEmpty();
        assertThat(talk.asked).isZero();
    }

    @Test
    void whereTheListingCountsOnlyMoreCommentsAreAReasonToAsk() {
        talk.says("old", 60);
        remember(item(60, new CommentCount.Known(1)));

        assertThat(look(item(120, new CommentCount.Known(1)))).isEmpty();
        assertThat(talk.asked).isZero();
        talk.says("new", 60);
        assertThat(look(item(120, new CommentCount.Known(2))))
                .extracting(this::message)
                .containsExactly("new");
    }

    @Test
    void aNewRecordIsToldWithEverythingThatWasSaid() {
        talk.says("first", 60);
        talk.says("second", 60);

        assertThat(look(item(60, UNKNOWN)))
                .extracting(this::message)
                .containsExactly("first", "second");
    }

    @Test
    void aRecordThatWentAwayHasNoComments() {
        remember(item(0, UNKNOWN));
        talk.gone = true;

        assertThat(look(item(60, UNKNOWN))).isEmpty();
    }

    @Test
    void aLongCommentIsCutAndSaysSo() {
        talk.says("\u00e4".repeat(50_000), 60);

        String payload = payload(look(item(60, UNKNOWN)).getFirst());

        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(16 * 1024);
        assertThat(payload)
                .contains("\"truncated\":[{\"field\":\"/message\",\"kept\":6000,\"of\":50000}]");
    }

    @Test
    @Proves("FL-58")
    void whatIsFetchedAgainIsEachCommentSinceThatTimeOfARecordTouchedSinceThen() {
        talk.says("before", 60);
        talk.says("later", 120);
        remember(item(120, UNKNOWN));

        assertThat(watch.past(DEMO, item(120, UNKNOWN), MADE.plusSeconds(61), call(), new Unread()))
                .extracting(this::message)
                .containsExactly("later");
        Instant late = MADE.plusSeconds(123);
        assertThat(watch.past(DEMO, item(120, UNKNOWN), late, call(), new Unread())).isEmpty();
        assertThat(talk.asked).as("an older record is not asked about").isOne();
    }

    private Inbox wanted() {
        AuditLog audit =
                new SqliteAuditLog(
                        database, TestHome.in(folder), Clock.systemUTC(), () -> new Random(7));
        Inbox inbox = new SqliteInbox(database, audit, Clock.systemUTC());
        database.transaction(
                TestHome.soon(),
                transaction -> {
                    inbox.register(transaction, "rule:a", "work");
                    return true;
                });
        seen.moveTo(TestHome.soon(), "work", DEMO, new Cursor("c-1"));
        return inbox;
    }

    /** A fetch brings the record, from where the stream stands. */
    private void fetch(Inbox inbox, ListedItem item) {
        RecordTeller teller =
                new RecordTeller(
                        "work",
                        DEMO,
                        inbox,
                        seen,
                        AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.GIT_SYNC)
                                .connection("work"),
                        Clock.systemUTC());
        teller.listed(List.of(item));
        teller.reached(new Cursor("c-1"), new Cursor("c-2"));
    }

    private Optional<Cursor> place() {
        return seen.cursor(TestHome.soon(), "work", DEMO);
    }

    @Test
    @Proves("FL-33")
    void aCommentThatAFetchBringsFirstIsLeftToTheStreamWhereNobodyCountsThem() {
        Inbox inbox = wanted();
        remember(item(0, UNKNOWN));
        talk.says("first", 60);

        fetch(inbox, item(60, UNKNOWN));

        assertThat(place()).contains(new Cursor("c-1"));
        assertThat(look(item(60, UNKNOWN))).extracting(this::message).containsExactly("first");
        told(item(60, UNKNOWN));
        fetch(inbox, item(60, UNKNOWN));
        assertThat(place()).contains(new Cursor("c-2"));
        assertThat(look(item(60, UNKNOWN))).isEmpty();
    }

    @Test
    @Proves("FL-33")
    void aCommentThatAFetchBringsFirstIsToldOnceWhereTheyAreCounted() {
        Inbox inbox = wanted();
        remember(item(0, new CommentCount.Known(0)));
        talk.says("first", 60);

        fetch(inbox, item(60, new CommentCount.Known(1)));

        assertThat(inbox.after(TestHome.soon(), 0, 9)).isEmpty();
        assertThat(place()).contains(new Cursor("c-1"));
        assertThat(look(item(60, new CommentCount.Known(1))))
                .extracting(this::message)
                .containsExactly("first");
        told(item(60, new CommentCount.Known(1)));
        talk.says("second", 90);
        fetch(inbox, item(90, new CommentCount.Known(2)));
        assertThat(look(item(90, new CommentCount.Known(2))))
                .extracting(this::message)
                .containsExactly("second");
    }

    @Test
    @Proves("FL-33")
    void aFetchThatBringsNoCommentMovesThePlaceOfTheStream() {
        Inbox inbox = wanted();

        fetch(inbox, item(60, new CommentCount.Known(0)));

        assertThat(inbox.after(TestHome.soon(), 0, 9))
                .extracting(event -> event.event().kind())
                .containsExactly("record.created");
        assertThat(place()).contains(new Cursor("c-2"));
    }

    private List<ChangeEvent> look(ListedItem item) {
        return watch.look(DEMO, item, call(), new Unread())
                .map(CommentWatch.Found::events)
                .orElse(List.of());
    }

    private void remember(ListedItem item) {
        seen.remember(TestHome.soon(), "work", DEMO, List.of(item));
    }

    private void told(ListedItem item) {
        Optional<RecordId> last =
                watch.look(DEMO, item, call(), new Unread()).flatMap(CommentWatch.Found::last);
        remember(item);
        seen.rememberComments(TestHome.soon(), "work", DEMO, ID, last);
    }

    private String message(ChangeEvent event) {
        return payload(event).replaceAll("^\\{\"message\":\"([^\"]*)\".*", "$1");
    }

    private static String payload(ChangeEvent event) {
        return event.payload().sanitise(Sanitizers.sqlParameter(new JsonWriter()::text)).value();
    }

    private static ListedItem untouched() {
        return item(MADE, UNKNOWN);
    }

    private static ListedItem item(int updatedAfter, CommentCount comments) {
        return item(MADE.plusSeconds(1L + updatedAfter), comments);
    }

    private static ListedItem item(Instant updated, CommentCount comments) {
        Version version = new Version("v" + updated.getEpochSecond());
        RecordMeta meta =
                RecordMeta.of(version)
                        .withTimes(Optional.of(MADE), Optional.of(updated))
                        .withComments(comments);
        TrackerRecord record = TrackerRecord.of(ID, "Order is charged twice", meta).build();
        return new ListedItem.Present(ID, version, Tainted.of(record, LABEL));
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)), "stream", LABEL, Progress.SILENT);
    }

    /** A store with the comments of one record. */
    private static final class Talk extends BaseRecordStore {
        private final List<Tainted<Comment>> comments = new ArrayList<>();
        private int asked;
        private boolean gone;

        void says(String text, int after) {
            Comment comment =
                    new Comment(
                            new RecordId(Integer.toString(comments.size() + 1)),
                            ID,
                            Optional.of(new Person("4", Optional.of("rita"), "Rita")),
                            Optional.of(MADE.plusSeconds(after)),
                            Optional.empty(),
                            Optional.empty(),
                            text,
                            new Version("v1"));
            comments.add(Tainted.of(comment, LABEL));
        }

        @Override
        public List<Tainted<Comment>> listComments(
                ProjectRef project, RecordId record, CallContext call) {
            asked++;
            if (gone) {
                throw new NotFound(NotFound.What.RECORD, "there is no such record");
            }
            return List.copyOf(comments);
        }

        @Override
        public String name() {
            return "talk";
        }

        @Override
        public boolean supports(Feature feature) {
            return feature == Feature.COMMENTS_READ;
        }

        @Override
        public String rootCollectionName() {
            return "issues";
        }

        @Override
        public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
            throw missing(Feature.UPDATE);
        }

        @Override
        public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
            throw missing(Feature.PROJECTS);
        }

        @Override
        public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
            throw missing(Feature.BATCH_READ);
        }

        @Override
        public ProbeResult probe(CallContext call) {
            throw missing(Feature.PROJECTS);
        }
    }
}
