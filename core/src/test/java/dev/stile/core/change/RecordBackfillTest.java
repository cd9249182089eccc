package dev.stile.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.RecordChange;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Fetching changes of records again on purpose. */
final class RecordBackfillTest extends RecordStreams {
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
