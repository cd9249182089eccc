package dev.stile.core.inbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What is set aside once is found again, by an index, among what the same connection was told. */
final class SetAsideOnceTest {
    private static final String WEIR = "weir-north";

    @TempDir Path folder;

    @Test
    void noStoringWalksThroughWhatElseWasSetAside() {
        try (Database database = TestHome.open(TestHome.in(folder))) {
            String exact = "quarantine_same (connection=? AND era=? AND event=? AND sha256=?)";
            assertThat(plan(database, Storing.IS_SET_ASIDE))
                    .contains("SEARCH quarantine USING INDEX " + exact);
            assertThat(plan(database, SqliteInbox.IS_OTHER_SET_ASIDE))
                    .contains(
                            "INDEX quarantine_same (connection=? AND era=? AND event=?)",
                            "INDEX " + exact)
                    .doesNotContain("SCAN quarantine");
        }
    }

    private static String plan(Database database, String sql) {
        List<String> steps =
                database.read(
                        soon(),
                        transaction ->
                                transaction.list("EXPLAIN QUERY PLAN " + sql, row -> row.text(4)));
        return String.join("\n", steps);
    }

    @Test
    @Proves("FL-48")
    void theNextConnectionOfANameIsComparedWithNothingOfTheFormer() {
        try (World world = new World(TestHome.in(folder))) {
            world.setAside("lvl-1", "aa");
            world.setAside("lvl-1", "aa");
            assertThat(world.rows()).isEqualTo(1);
            assertThat(world.holdsOther("lvl-1", "bb")).isTrue();
            assertThat(world.holdsOther("lvl-1", "aa")).isFalse();

            world.delete();

            assertThat(world.holdsOther("lvl-1", "bb")).isFalse();
            world.setAside("lvl-1", "aa");
            world.setAside("lvl-1", "aa");
            assertThat(world.rows()).isEqualTo(2);
            assertThat(world.holdsOther("lvl-1", "bb")).isTrue();
        }
    }

    @Test
    void whatAnEarlierReleaseSetAsideIsOfTheConnectionThatWasThereThen() {
        Home home = TestHome.in(folder);
        try (Database earlier = Database.open(home.database(), TestHome.upTo(8), soon())) {
            earlier.transaction(
                    soon(),
                    transaction -> {
                        transaction.update("INSERT INTO inbox_era VALUES (?, 1)", WEIR);
                        transaction.update(
                                "INSERT INTO connection VALUES (?, 'lines', NULL, 'keeper', 100, 1)",
                                WEIR);
                        for (String row : List.of("99 former", "100 present")) {
                            transaction.update(
                                    """
                                    INSERT INTO quarantine
                                        (connection, stream, at, reason, event, length, sha256, excerpt)
                                    VALUES (?, 'live', ?, 'id_conflict', ?, 1, 'aa', x'00')
                                    """,
                                    WEIR,
                                    Long.parseLong(row.split(" ", 2)[0]),
                                    row.split(" ", 2)[1]);
                        }
                        return true;
                    });
        }
        try (World world = new World(home)) {
            world.setAside("present", "aa");
            assertThat(world.rows()).isEqualTo(2);
            world.setAside("former", "aa");
            assertThat(world.rows()).isEqualTo(3);
        }
    }

    private static final class World implements AutoCloseable {
        private final Database database;
        private final SqliteAuditLog audit;
        private final SqliteInbox inbox;

        World(Home home) {
            database = TestHome.open(home);
            audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
            inbox = new SqliteInbox(database, audit, Clock.systemUTC());
        }

        void setAside(String event, String sha256) {
            SetAside what =
                    new SetAside("id_conflict", Optional.of(event), 1, sha256, new byte[] {1});
            inbox.store(
                    soon(),
                    StreamName.live(WEIR),
                    Optional.empty(),
                    List.of(new Frame.Unusable(what, true)),
                    AuditEntry.of(AuditOrigin.DAEMON, "daemon", AuditVerb.EVENT_RECEIVED)
                            .connection(WEIR));
        }

        boolean holdsOther(String event, String sha256) {
            return database.read(
                    soon(), transaction -> inbox.holdsOther(transaction, WEIR, event, sha256));
        }

        long rows() {
            return database.read(soon(), transaction -> inbox.setAside(transaction, WEIR));
        }

        void delete() {
            database.transaction(
                    soon(),
                    transaction -> {
                        inbox.forget(transaction, WEIR);
                        return true;
                    });
        }

        @Override
        public void close() {
            audit.close();
            database.close();
        }
    }
}
