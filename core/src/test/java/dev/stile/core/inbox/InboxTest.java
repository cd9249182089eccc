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
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

final class InboxTest {
    private static final AuditEntry SYNC =
            AuditEntry.of(AuditOrigin.PUSH, "ada", AuditVerb.GIT_SYNC)
                    .connection("work")
                    .container("demo");

    @TempDir Path folder;

    private Database database;
    private SqliteAuditLog audit;
    private Inbox inbox;

    @BeforeEach
    void open() {
        Home home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        inbox = new SqliteInbox(database, audit, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private static Fact fact(int number) {
        return new Fact(
                "record-" + number + "@3",
                "record.changed",
                "demo",
                Instant.parse("2026-03-01T00:00:00.123Z"),
                Label.outside(Scope.of("work", "demo")),
                "{\"id\":\"" + number + "\"}");
    }

    private static Batch batch(int from, int to, String cursor) {
        return new Batch(
                "work",
                "demo",
                IntStream.rangeClosed(from, to).mapToObj(InboxTest::fact).toList(),
                new Cursor(cursor));
    }

    private long rows() {
        return new AuditSearch(database)
                .newest(AuditFilter.everything().verb("event"), Long.MAX_VALUE, 50, TestHome.soon())
                .size();
    }

    @Test
    void whereNobodyRegisteredNothingIsStored() {
        assertThat(inbox.isWanted(TestHome.soon(), "work")).isFalse();
        assertThat(inbox.store(TestHome.soon(), batch(1, 3, "c3"), SYNC)).isZero();
        inbox.register(TestHome.soon(), "rules", "other");
        assertThat(inbox.store(TestHome.soon(), batch(1, 3, "c3"), SYNC)).isZero();
        assertThat(inbox.cursor(TestHome.soon(), "work", "demo")).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aFactIsStoredOnceHoweverOftenItIsTold() {
        inbox.register(TestHome.soon(), "rules", "work");
        inbox.register(TestHome.soon(), "rules", "work");
        assertThat(inbox.store(TestHome.soon(), batch(1, 3, "c3"), SYNC)).isEqualTo(3);
        assertThat(inbox.store(TestHome.soon(), batch(2, 5, "c5"), SYNC)).isEqualTo(2);
        assertThat(inbox.store(TestHome.soon(), batch(2, 5, "c5"), SYNC)).isZero();
        List<StoredFact> stored = inbox.after(TestHome.soon(), "work", 0, 10);
        assertThat(stored)
                .extracting(StoredFact::fact)
                .containsExactly(fact(1), fact(2), fact(3), fact(4), fact(5));
        assertThat(inbox.after(TestHome.soon(), "work", stored.get(3).place(), 10))
                .extracting(StoredFact::fact)
                .containsExactly(fact(5));
        assertThat(inbox.cursor(TestHome.soon(), "work", "demo")).contains(new Cursor("c5"));
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void factsThatDoNotFitLeaveTheCursorWhereItWas() {
        inbox.register(TestHome.soon(), "rules", "work");
        inbox.store(TestHome.soon(), batch(1, 1, "c1"), SYNC);
        TestHome.limitPages(database, 1);
        assertThatThrownBy(() -> inbox.store(TestHome.soon(), batch(2, 500, "c500"), SYNC))
                .isInstanceOf(AuditUnavailableException.class);
        TestHome.limitPages(database, 1_000_000);
        assertThat(inbox.cursor(TestHome.soon(), "work", "demo")).contains(new Cursor("c1"));
        assertThat(inbox.after(TestHome.soon(), "work", 0, 10)).hasSize(1);
        assertThat(inbox.store(TestHome.soon(), batch(2, 500, "c500"), SYNC)).isEqualTo(499);
    }
}
