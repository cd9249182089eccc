package dev.stile.core.inbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.bell.Bell;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Beyond the bound of a connection goes what nobody was told is taken, and nothing else. */
final class LettingGoTest {
    private static final String WEIR = "weir-north";
    private static final int MOST = Quarantine.MOST_OF_A_CONNECTION;
    private static final String NO_ID = "event IS NULL AND answered = 0";

    @TempDir Path folder;

    private Database database;
    private SqliteAuditLog audit;
    private Inbox inbox;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void open() {
        Home home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        inbox =
                new SqliteInbox(
                        database,
                        audit,
                        Clock.systemUTC(),
                        new Bell(),
                        (transaction, connection) -> told.add(connection));
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    @Test
    @Proves({"FL-31", "FL-32"})
    void whatWasAnsweredStaysBeyondTheBoundUntilAPersonDropsIt() {
        store(
                List.of(
                        aside("id_conflict", Optional.of("lvl-1"), 0, false),
                        aside("not_storable", Optional.of("lvl-2"), 1, true),
                        aside("bad_time", Optional.empty(), 2, true)));
        store(IntStream.range(3, MOST + 3).mapToObj(LettingGoTest::garbage).toList());
        assertThat(told).isEmpty();

        store(List.of(aside("id_conflict", Optional.of("lvl-3"), MOST + 3, true)));
        assertThat(rows("1 = 1")).isEqualTo(MOST + 4);

        store(List.of(garbage(MOST + 4), garbage(MOST + 5)));

        assertThat(rows(NO_ID)).isEqualTo(MOST);
        assertThat(rows("sha256 IN ('0', '1', '2', '" + (MOST + 3) + "')")).isEqualTo(4);
        assertThat(rows("sha256 IN ('3', '4')")).isZero();
        assertThat(rows("sha256 = '5'")).isEqualTo(1);
        assertThat(told).containsExactly(WEIR);
        assertThat(dropped())
                .singleElement()
                .asString()
                .contains("quarantine 4..5", "2 without an id: more than " + MOST);
    }

    @Test
    void whatIsAnsweredWhenItIsToldAgainStaysFromThenOn() {
        store(List.of(aside("secret_in_identity", Optional.empty(), 0, false)));
        assertThat(rows(NO_ID)).isEqualTo(1);

        store(List.of(aside("secret_in_identity", Optional.empty(), 0, true)));

        assertThat(rows("1 = 1")).isEqualTo(1);
        assertThat(rows(NO_ID)).isZero();
    }

    @Test
    @Proves("FL-56")
    void aStoreWithAGreatManyGetsRidOfThemInSteps() {
        int many = 2 * LettingGo.MORE_AT_ONCE + 50;
        fill(MOST + many);
        List<Long> left = new ArrayList<>();
        for (int step = 1; step <= 4; step++) {
            store(List.of(garbage(-step)));
            left.add(rows(NO_ID) - MOST);
        }

        int step = LettingGo.MORE_AT_ONCE;
        assertThat(left).containsExactly((long) many - step, (long) many - 2 * step, 0L, 0L);
        assertThat(rows("sha256 = '-1'")).isEqualTo(1);
        assertThat(rows("connection = 'other' AND " + NO_ID)).isEqualTo(1);
    }

    @Test
    @Proves("FL-31")
    void whatAnEarlierReleaseAnsweredIsKnownByItsIdOrByWhyItHasNone() {
        Home home = TestHome.in(folder.resolve("earlier"));
        try (Database earlier = Database.open(home.database(), TestHome.upTo(9), soon())) {
            insert(earlier, "not_json", Optional.empty());
            insert(earlier, "secret_in_identity", Optional.empty());
            insert(earlier, "bad_time", Optional.of("lvl-1"));
        }
        try (Database now = TestHome.open(home)) {
            List<Long> mayGo =
                    now.read(
                            soon(),
                            transaction ->
                                    transaction.list(
                                            LettingGo.OLDEST,
                                            row -> row.number(1),
                                            WEIR,
                                            Long.MAX_VALUE,
                                            10));
            assertThat(mayGo).containsExactly(1L);
        }
    }

    private static void insert(Database database, String reason, Optional<String> event) {
        database.transaction(
                soon(),
                transaction ->
                        transaction.update(
                                """
                                INSERT INTO quarantine
                                    (connection, stream, at, reason, event, length, sha256, excerpt)
                                VALUES (?, 'live', 1, ?, ?, 1, 'aa', x'00')
                                """,
                                WEIR,
                                reason,
                                event));
    }

    @Test
    void whatMayGoIsFoundByAnIndexInItsOrder() {
        for (String sql : List.of(LettingGo.NEWEST_BEYOND, LettingGo.OLDEST)) {
            List<String> plan =
                    database.read(
                            soon(),
                            transaction ->
                                    transaction.list(
                                            "EXPLAIN QUERY PLAN " + sql, row -> row.text(4)));
            assertThat(plan)
                    .singleElement()
                    .asString()
                    .contains("COVERING INDEX quarantine_unanswered");
        }
    }

    /** As a release without a bound left it, and one row of another connection. */
    private void fill(int many) {
        String insert =
                """
                INSERT INTO quarantine (connection, stream, at, reason, length, sha256, excerpt)
                VALUES (?, 'live', 1, 'not_json', 1, 'aa', x'00')
                """;
        database.transaction(
                soon(),
                transaction -> {
                    transaction.update(insert, "other");
                    for (int each = 0; each < many; each++) {
                        transaction.update(insert, WEIR);
                    }
                    return true;
                });
    }

    private static Frame garbage(int number) {
        return aside("not_json", Optional.empty(), number, false);
    }

    private static Frame aside(
            String reason, Optional<String> event, int number, boolean answered) {
        SetAside what = new SetAside(reason, event, 1, "" + number, new byte[1]);
        return new Frame.Unusable(what, true, Optional.empty(), answered);
    }

    private void store(List<Frame> frames) {
        inbox.store(
                soon(),
                StreamName.live(WEIR),
                Optional.empty(),
                frames,
                AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                        .connection(WEIR));
    }

    private long rows(String which) {
        String whose = which.contains("connection") ? "" : "connection = '" + WEIR + "' AND ";
        return database.read(
                soon(),
                transaction ->
                        transaction
                                .first(
                                        "SELECT count(*) FROM quarantine WHERE " + whose + which,
                                        row -> row.number(1))
                                .orElseThrow());
    }

    private List<String> dropped() {
        return new AuditSearch(database)
                        .newest(
                                AuditFilter.everything().verb("event.dropped"),
                                Long.MAX_VALUE,
                                100,
                                soon())
                        .stream()
                        .map(Object::toString)
                        .toList();
    }
}
