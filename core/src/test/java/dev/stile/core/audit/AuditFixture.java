package dev.stile.core.audit;

import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** A home with a log in it, and hands that tamper with it. */
public final class AuditFixture {
    public static final AuditEntry UPDATE =
            AuditEntry.of(AuditOrigin.PUSH, "ada", AuditVerb.RECORD_UPDATE)
                    .connection("work")
                    .container("demo")
                    .target("record 7")
                    .ref("plan", "p-1");

    private final Home home;
    private Clock clock = Clock.systemUTC();

    AuditFixture(Path folder) {
        home = TestHome.in(folder);
    }

    Home home() {
        return home;
    }

    /** The same, on a day that comes later. */
    AuditFixture later(Duration time) {
        clock = Clock.offset(clock, time);
        return this;
    }

    Database open() {
        return TestHome.open(home);
    }

    SqliteAuditLog log(Database database) {
        return new SqliteAuditLog(database, home, clock, () -> new Random(7));
    }

    /** So many crossings, each with intent and outcome, then the head: 2n + 1 rows. */
    AuditFixture cross(int times) {
        try (Database database = open();
                SqliteAuditLog log = log(database)) {
            for (int count = 0; count < times; count++) {
                long intent = log.appendIntent(TestHome.soon(), UPDATE);
                log.appendOutcome(TestHome.soon(), intent, UPDATE.outcome("ok"));
            }
        }
        return this;
    }

    AuditVerdict verify() {
        try (Database database = open()) {
            return new AuditVerifier(database, home).verify(TestHome.soon());
        }
    }

    /** Changes the file as somebody with a database tool would: the second belt taken off first. */
    void tamper(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.database());
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER IF EXISTS audit_no_update");
            statement.execute("DROP TRIGGER IF EXISTS audit_no_delete");
            statement.execute("DROP TRIGGER IF EXISTS audit_only_next");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
