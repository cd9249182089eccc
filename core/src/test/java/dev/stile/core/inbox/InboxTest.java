package dev.stile.core.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.Cursor;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.bell.Bell;
import dev.stile.core.lease.Fence;
import dev.stile.core.lease.Holder;
import dev.stile.core.lease.LeaseLostException;
import dev.stile.core.lease.Leases;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

final class InboxTest {
    private static final StreamName LIVE = StreamName.live("weir-north");
    private static final AuditEntry CROSSING =
            AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.GIT_SYNC)
                    .connection("weir-north");

    @TempDir Path folder;

    private Database database;
    private SqliteAuditLog audit;
    private final Bell arrivals = new Bell();
    private Inbox inbox;

    @BeforeEach
    void open() {
        Home home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        inbox = new SqliteInbox(database, audit, Clock.systemUTC(), arrivals);
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private static InboxEvent event(String id, String payload) {
        return new InboxEvent(
                id,
                "message",
                Optional.of("pond-3"),
                Optional.of("ponds"),
                Instant.parse("2026-03-01T00:00:00.123Z"),
                Label.outside(Scope.of("weir-north", "ponds")),
                Set.of(InboxFlag.AUTOMATED, InboxFlag.EDITED),
                payload,
                Integer.toHexString(payload.hashCode()));
    }

    private static Frame happened(int number) {
        return new Frame.Happened(
                event("lvl-" + number, "{\"message\":\"" + number + "\"}"),
                new Cursor("c-" + number));
    }

    private static List<Frame> happened(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(InboxTest::happened).toList();
    }

    private List<Taken> store(List<Frame> frames) {
        return inbox.store(TestHome.soon(), LIVE, Optional.empty(), frames, CROSSING);
    }

    private List<String> ids() {
        return inbox.after(TestHome.soon(), 0, 1000).stream()
                .map(stored -> stored.event().id())
                .toList();
    }

    private long rows(String verb) {
        return new AuditSearch(database)
                .newest(AuditFilter.everything().verb(verb), Long.MAX_VALUE, 50, TestHome.soon())
                .size();
    }

    @Test
    @Proves({"FL-53", "FL-33"})
    void anEventIsStoredOnceHoweverOftenItIsTold() {
        assertThat(store(happened(1, 3))).hasOnlyElementsOfType(Taken.New.class);
        assertThat(store(happened(2, 4)))
                .containsExactly(new Taken.Known(), new Taken.Known(), new Taken.New(4, 4));

        assertThat(ids()).containsExactly("lvl-1", "lvl-2", "lvl-3", "lvl-4");
        assertThat(inbox.cursor(TestHome.soon(), LIVE)).contains(new Cursor("c-4"));
        assertThat(rows("event.received")).isEqualTo(2);
    }

    @Test
    void whatIsStoredWakesWhoeverRoutes() {
        assertThat(arrivals.await(Duration.ZERO)).isFalse();
        store(happened(1, 1));
        assertThat(arrivals.await(Duration.ZERO)).isTrue();
    }

    @Test
    @Proves("FL-53")
    void anEventComesBackAsItWasStored() {
        store(happened(1, 1));

        StoredEvent stored = inbox.find(TestHome.soon(), "weir-north", "lvl-1").orElseThrow();

        assertThat(stored.event()).isEqualTo(event("lvl-1", "{\"message\":\"1\"}"));
        assertThat(stored.sequence()).isEqualTo(1);
        assertThat(inbox.find(TestHome.soon(), "weir-south", "lvl-1")).isEmpty();
    }

    @Test
    @Proves("FL-53")
    void eachConnectionCountsWithoutHoles() {
        store(happened(1, 2));
        inbox.store(
                TestHome.soon(),
                StreamName.live("weir-south"),
                Optional.empty(),
                happened(1, 2),
                CROSSING);
        store(happened(2, 3));

        assertThat(inbox.after(TestHome.soon(), 0, 10))
                .extracting(stored -> stored.connection() + " " + stored.sequence())
                .containsExactly(
                        "weir-north 1",
                        "weir-north 2",
                        "weir-south 1",
                        "weir-south 2",
                        "weir-north 3");
    }

    @Test
    @Proves("FL-33")
    void anotherPayloadUnderAKnownIdIsSetAsideAndTheFirstStays() {
        store(happened(1, 1));

        List<Taken> taken =
                store(
                        List.of(
                                new Frame.Happened(
                                        event("lvl-1", "{\"message\":\"other\"}"),
                                        new Cursor("c-2"))));

        assertThat(taken).containsExactly(new Taken.Conflict());
        assertThat(
                        inbox.find(TestHome.soon(), "weir-north", "lvl-1")
                                .orElseThrow()
                                .event()
                                .payload())
                .isEqualTo("{\"message\":\"1\"}");
        assertThat(rows("event.quarantined")).isEqualTo(1);
    }

    @Test
    @Proves({"FL-54", "FL-58"})
    void whatABackfillToldFirstIsToldLiveOnceTheStreamTellsIt() {
        InboxEvent event = event("lvl-1", "{}");
        Frame fetched =
                new Frame.Happened(
                        event.withFlags(Set.of(InboxFlag.BACKFILL, InboxFlag.EDITED)),
                        new Cursor("c-1"));
        store(List.of(fetched));
        store(List.of(fetched));
        assertThat(live()).isEmpty();

        store(List.of(new Frame.Happened(event, new Cursor("c-1"))));

        StoredEvent told = inbox.find(TestHome.soon(), "weir-north", "lvl-1").orElseThrow();
        assertThat(told.event().flags()).isEqualTo(event.flags());
        assertThat(live()).containsExactly(told.place());
        store(List.of(fetched));
        assertThat(inbox.find(TestHome.soon(), "weir-north", "lvl-1")).contains(told);
        database.transaction(
                TestHome.soon(),
                transaction -> {
                    inbox.routed(transaction, List.of(told.place()));
                    return true;
                });
        assertThat(live()).isEmpty();
    }

    private List<Long> live() {
        return database.read(TestHome.soon(), transaction -> inbox.toldLive(transaction, 10));
    }

    @Test
    @Proves("FL-48")
    void theNextConnectionOfANameTellsItsOwnEventsUnderTheSameIds() {
        store(happened(1, 1));
        for (int deletion = 0; deletion < 2; deletion++) {
            database.transaction(
                    TestHome.soon(),
                    transaction -> {
                        inbox.forget(transaction, "weir-north");
                        return true;
                    });
            assertThat(store(happened(1, 1))).singleElement().isInstanceOf(Taken.New.class);
            assertThat(store(happened(1, 1))).containsExactly(new Taken.Known());
        }
        assertThat(ids()).containsExactly("lvl-1", "lvl-1~2", "lvl-1~3");
        assertThat(
                        new EventPages(database)
                                .present(TestHome.soon(), inbox.after(TestHome.soon(), 0, 10)))
                .extracting(stored -> stored.event().id())
                .containsExactly("lvl-1~3");
    }

    @Test
    @Proves("FL-32")
    void anUnusableFrameIsDurableAndMovesNoCursor() {
        byte[] line = "{broken".getBytes(StandardCharsets.UTF_8);
        store(happened(1, 1));
        store(
                List.of(
                        new Frame.Unusable(
                                new SetAside("not_json", Optional.empty(), 7, "00", line))));

        assertThat(inbox.cursor(TestHome.soon(), LIVE)).contains(new Cursor("c-1"));
        Optional<byte[]> kept =
                database.read(
                        TestHome.soon(),
                        transaction ->
                                transaction.first(
                                        "SELECT excerpt FROM quarantine", row -> row.bytes(1)));
        assertThat(kept.orElseThrow()).isEqualTo(line);
    }

    @Test
    @Proves({"FL-32", "FL-34"})
    void aConnectionKeepsSoManyThatCannotBeUsedAndTheNewestOfThem() {
        int most = Quarantine.MOST_OF_A_CONNECTION;
        store(IntStream.range(0, most + 5).mapToObj(InboxTest::broken).toList());
        store(List.of(broken(most + 5)));

        List<Quarantine.Kept> kept =
                new Quarantine(database, audit)
                        .list(TestHome.soon(), Optional.empty(), Long.MAX_VALUE, most + 10);
        assertThat(kept).hasSize(most);
        assertThat(kept.getFirst().what().sha256()).isEqualTo("" + (most + 5));
        assertThat(kept.getLast().what().sha256()).isEqualTo("6");
    }

    private static Frame broken(int number) {
        return new Frame.Unusable(
                new SetAside("not_json", Optional.empty(), 1, "" + number, new byte[1]));
    }

    @Test
    @Proves("FL-30")
    void eventsThatDoNotFitLeaveTheCursorWhereItWas() {
        store(happened(1, 1));
        TestHome.limitPages(database, 1);
        assertThatThrownBy(() -> store(happened(2, 500)))
                .isInstanceOf(AuditUnavailableException.class);
        TestHome.limitPages(database, 1_000_000);

        assertThat(inbox.cursor(TestHome.soon(), LIVE)).contains(new Cursor("c-1"));
        assertThat(ids()).containsExactly("lvl-1");
        assertThat(store(happened(2, 500))).hasSize(499);
    }

    @Test
    @Proves("FL-39")
    void whoLostTheLeaseOfAStreamStoresNothing() {
        Leases leases = new Leases(database, Clock.systemUTC(), Holder.self());
        Fence old = leases.acquire(TestHome.soon(), "stream", Duration.ZERO).orElseThrow().fence();
        leases.acquire(TestHome.soon(), "stream", Duration.ofMinutes(1)).orElseThrow();

        assertThatThrownBy(
                        () ->
                                inbox.store(
                                        TestHome.soon(),
                                        LIVE,
                                        Optional.of(old),
                                        happened(1, 2),
                                        CROSSING))
                .isInstanceOf(LeaseLostException.class);
        assertThat(ids()).isEmpty();
        assertThat(inbox.cursor(TestHome.soon(), LIVE)).isEmpty();
    }

    @Test
    void aConsumerIsKnownUntilItIsGone() {
        database.transaction(
                TestHome.soon(),
                transaction -> {
                    inbox.register(transaction, "rule:alarm", "weir-north");
                    inbox.register(transaction, "rule:alarm", "weir-north");
                    return true;
                });
        assertThat(inbox.isWanted(TestHome.soon(), "weir-north")).isTrue();
        assertThat(inbox.isWanted(TestHome.soon(), "weir-south")).isFalse();

        database.transaction(
                TestHome.soon(),
                transaction -> {
                    inbox.unregister(transaction, "rule:alarm");
                    return true;
                });
        assertThat(inbox.isWanted(TestHome.soon(), "weir-north")).isFalse();
    }
}
