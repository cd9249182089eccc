package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.store.Database;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;
import dev.stile.testkit.tracker.MemoryTracker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

final class RecordStreamTest {
    private static final ProjectRef DEMO = new ProjectRef("demo");

    @TempDir Path folder;

    private static final ListingEnd CAPPED =
            new ListingEnd.Truncated("the server's own cap", OptionalLong.of(2), 2);

    private final MemoryTracker tracker = new MemoryTracker(DEMO, 2);
    private final CutListings listings = new CutListings(tracker);
    private Database database;
    private RecordStream stream;

    @BeforeEach
    void open() {
        database = TestHome.open(TestHome.in(folder));
        stream =
                new RecordStream(
                        "work",
                        listings,
                        call -> List.of(DEMO),
                        new SeenRecords(database),
                        Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Acknowledges at once, and between two looks does what a test asks for. */
    private final class Told implements EventSink {
        final List<String> events = new ArrayList<>();
        final List<String> ids = new ArrayList<>();
        final List<SourceHealth> healths = new ArrayList<>();
        final ArrayDeque<Runnable> between;
        boolean closesAtTheFirstEvent;

        Told(Runnable... between) {
            this.between = new ArrayDeque<>(List.of(between));
        }

        @Override
        public void event(SourceEvent event) {
            ids.add(event.id().text());
            events.add(event.kind() + " " + event.id().text().replaceAll("@.*", ""));
            if (!closesAtTheFirstEvent) {
                stream.acknowledged(event);
            }
        }

        @Override
        public void checkpoint(Cursor cursor) {}

        @Override
        public void unusable(
                String reason, Optional<EventId> id, Tainted<byte[]> bytes, long length) {}

        @Override
        public void health(SourceHealth health) {
            healths.add(health);
        }

        @Override
        public void notice(String what) {
            events.add("notice " + what);
        }

        @Override
        public void gap(Gap gap) {
            events.add("gap " + gap.reason());
        }

        @Override
        public boolean pause(Duration howLong) {
            Runnable next = between.poll();
            if (next == null) {
                return false;
            }
            next.run();
            return true;
        }

        @Override
        public boolean isOpen() {
            return !closesAtTheFirstEvent || events.isEmpty();
        }
    }

    private void subscribe(Told told, Start start) {
        stream.subscribe(new Subscription(Optional.empty(), start, Set.of(), call()), told);
    }

    private static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "stream",
                Label.outside(Scope.of("work")),
                Progress.SILENT);
    }

    private RecordId add(String title) {
        return tracker.strangerCreates(RecordDraft.titled(title));
    }

    @Test
    @Proves("FL-58")
    void theFirstLookOnlyRemembersAndLaterOnesTell() {
        add("old");
        Told told = new Told(() -> add("new"), () -> {}, () -> add("newer"));

        subscribe(told, new Start.Now());

        assertThat(told.events).containsExactly("record.created demo/2", "record.created demo/3");
    }

    @Test
    @Proves("FL-58")
    void fromTheBeginningEverythingIsToldOnce() {
        add("one");
        add("two");
        add("three");
        Told told = new Told(() -> {});

        subscribe(told, new Start.Beginning());
        subscribe(told, new Start.Beginning());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/1", "record.created demo/2", "record.created demo/3");
    }

    @Test
    @Proves("FL-30")
    void whatWasNotDurableIsToldAgain() {
        add("old");
        subscribe(new Told(), new Start.Now());
        add("new");
        Told cutOff = new Told();
        cutOff.closesAtTheFirstEvent = true;
        Told again = new Told();

        subscribe(cutOff, new Start.Now());
        subscribe(again, new Start.Now());

        assertThat(again.events).containsExactly("record.created demo/2");
    }

    @Test
    void aDeletionIsTold() {
        RecordId id = add("short-lived");
        Told told = new Told(() -> tracker.strangerDeletes(id));

        subscribe(told, new Start.Now());

        assertThat(told.events).containsExactly("record.deleted demo/1");
    }

    @Test
    @Proves("FL-58")
    void aBackfillTakesNothingFromTheLiveStream() {
        add("old");
        subscribe(new Told(), new Start.Now());
        add("new");
        Told again = new Told(() -> {});
        Told live = new Told();

        subscribe(again, new Start.Since(Instant.EPOCH));
        subscribe(live, new Start.Now());

        assertThat(again.events).containsExactly("record.created demo/1", "record.created demo/2");
        assertThat(again.between).as("it is one round").hasSize(1);
        assertThat(live.events).containsExactly("record.created demo/2");
    }

    @Test
    @Proves("FL-30")
    void whatAListingThatWasCutDidNotShowIsToldByTheNextOne() {
        add("old");
        Told told =
                new Told(
                        () -> {
                            add("one");
                            add("two");
                            add("three");
                            listings.cutNext(CAPPED);
                        },
                        () -> listings.cutNext(new ListingEnd.Unknown("no word of the end")),
                        () -> {},
                        () -> {});

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/2", "record.created demo/3", "record.created demo/4");
        assertThat(told.healths)
                .containsExactly(
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"),
                        notAll("listing_unproven"),
                        SourceHealth.upToDate(),
                        SourceHealth.upToDate());
    }

    @Test
    @Proves("FL-30")
    void whatLiesBehindChangesThatAreAlwaysCutIsShownByAFullListingNowAndThen() {
        add("old");
        listings.cutDeltas(CAPPED);
        Told told =
                new Told(
                        () -> {
                            add("one");
                            add("two");
                            add("three");
                        },
                        () -> {},
                        () -> {},
                        () -> {},
                        () -> {},
                        () -> {});

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/2",
                        "record.created demo/3",
                        "record.created demo/4",
                        "gap changes_truncated");
        assertThat(told.healths)
                .containsExactly(
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        notAll("listing_truncated"),
                        SourceHealth.upToDate(),
                        notAll("listing_truncated"));
    }

    @Test
    @Proves("FL-58")
    void aStoreWhoseListingsNameNoPlaceIsOnlyRememberedOnce() {
        listings.namesNoPlaces();
        add("old");
        Told told = new Told(() -> add("new"));
        Told later = new Told();

        subscribe(told, new Start.Now());
        add("while nobody looked");
        subscribe(later, new Start.Now());

        assertThat(told.events).containsExactly("record.created demo/2");
        assertThat(later.events).containsExactly("record.created demo/3");
    }

    private static SourceHealth notAll(String reason) {
        return new SourceHealth(
                SourceHealth.Status.DEGRADED, Optional.of(reason), Optional.empty(), false);
    }

    @Test
    void fromTheBeginningNothingIsLostByAListingThatWasCut() {
        add("one");
        add("two");
        add("three");
        listings.cutNext(CAPPED);
        Told told = new Told(() -> {});

        subscribe(told, new Start.Beginning());

        assertThat(told.events)
                .containsExactly(
                        "record.created demo/1", "record.created demo/2", "record.created demo/3");
    }

    @Test
    void aFirstLookThatWasCutIsSaidAndLosesNothingThatHappensAfterIt() {
        add("one");
        add("two");
        add("three");
        listings.cutNext(CAPPED);
        Told told = new Told(() -> add("new"));

        subscribe(told, new Start.Now());

        assertThat(told.events)
                .containsExactly("notice listing_truncated", "record.created demo/4");
        assertThat(told.healths.getFirst().status()).isEqualTo(SourceHealth.Status.DEGRADED);
    }

    @Test
    @Proves("FL-58")
    void aBackfillThatWasNotShownEverythingSaysSo() {
        subscribe(new Told(), new Start.Now());
        add("one");
        add("two");
        add("three");
        listings.cutNext(CAPPED);
        Told again = new Told();

        assertThatThrownBy(() -> subscribe(again, new Start.Since(Instant.EPOCH)))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("did not list everything");

        assertThat(again.events).containsExactly("record.created demo/1", "record.created demo/2");
    }

    @Test
    @Proves("FL-58")
    void aBackfillTellsRememberedRecordsThatWereMadeOrChangedSince() {
        add("old");
        RecordId changed = add("changed later");
        Instant since = tracker.now(changed).orElseThrow().meta().updatedAt().orElseThrow();
        add("made later");
        write(changed, "changed");
        subscribe(new Told(), new Start.Now());
        Told again = new Told();

        subscribe(again, new Start.Since(since.plusSeconds(1)));

        assertThat(again.events).containsExactly("record.updated demo/2", "record.created demo/3");
    }

    @Test
    @Proves("FL-33")
    void aBackfillDoesNotTellInOtherWordsWhatIsStored() {
        RecordId id = add("first");
        subscribe(new Told(), new Start.Now());
        write(id, "second");
        Inbox inbox = wanted();
        fetchAll(inbox);
        Told again = new Told();

        subscribe(again, new Start.Since(tracker.now(id).orElseThrow().meta().updatedAt().get()));

        assertThat(inbox.after(TestHome.soon(), 0, 9))
                .extracting(stored -> stored.event().kind())
                .containsExactly("record.updated");
        assertThat(again.events).isEmpty();
    }

    @Test
    @Proves("FL-33")
    void aPageThatIsBehindWhatIsKnownIsReadAgainBeforeABackfillTellsIt() {
        RecordId id = add("first");
        List<ListedItem> then = page();
        write(id, "second");
        subscribe(new Told(), new Start.Now());
        Told again = new Told();
        listings.showNext(then);

        subscribe(again, new Start.Since(Instant.EPOCH.plusSeconds(1)));

        assertThat(again.ids).containsExactly("demo/1@" + version(id));
    }

    private List<ListedItem> page() {
        try (Listing all = tracker.listRecords(DEMO, ListOptions.everything(), call())) {
            return all.nextPage().orElseThrow().items();
        }
    }

    private String version(RecordId id) {
        return tracker.now(id).orElseThrow().meta().version().text();
    }

    private void write(RecordId id, String body) {
        tracker.strangerChanges(
                id,
                new RecordChange(List.of(), Optional.of(new BodyChange(body, Optional.empty()))));
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
        return inbox;
    }

    /** A mirror's fetch brings everything. */
    private void fetchAll(Inbox inbox) {
        RecordTeller teller =
                new RecordTeller(
                        "work",
                        DEMO,
                        inbox,
                        new SeenRecords(database),
                        AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.GIT_SYNC)
                                .connection("work"),
                        Clock.systemUTC());
        try (Listing all = tracker.listRecords(DEMO, ListOptions.everything(), call())) {
            teller.listed(all.nextPage().orElseThrow().items());
        }
    }

    @Test
    void aPlaceIsNoTimeToFetchChangesFrom() {
        Subscription from =
                new Subscription(
                        Optional.of(new Cursor("demo/1@v1")),
                        new Start.Since(Instant.EPOCH),
                        Set.of(),
                        call());

        assertThatThrownBy(() -> stream.subscribe(from, new Told()))
                .isInstanceOf(ConnectorException.Invalid.class);
    }
}
