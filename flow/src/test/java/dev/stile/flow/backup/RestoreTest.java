package dev.stile.flow.backup;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.StoreException;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/** A restore beside which something happens, or which fails half way. */
final class RestoreTest {
    private static final Subject ADA = new Subject.Person("ada");

    @TempDir Path folder;
    private Home home;
    private Path kept;

    /** Something happens when the time is asked for the nth time. */
    private static final class Meanwhile extends Clock {
        private final int wanted;
        private final Runnable event;
        private int asked;

        Meanwhile(int wanted, Runnable event) {
            this.wanted = wanted;
            this.event = event;
        }

        @Override
        public Instant instant() {
            asked++;
            if (asked == wanted) {
                event.run();
            }
            return Instant.parse("2026-05-04T06:00:00Z");
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void backUp() throws IOException {
        home = TestHome.in(folder);
        kept = folder.resolve("kept.db");
        happen();
        new Backup(home, "1").make(kept, Instant.parse("2026-05-04T05:00:00Z"), soon());
    }

    @Test
    @Proves("FL-104")
    void aHomeThatChangesWhileTheBackupIsMadeReadyIsNotRestoredOver() {
        happen();

        assertThatThrownBy(() -> restore(new Meanwhile(1, this::happen), false))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.HOME_IN_USE));

        assertThat(verified().rows()).as("what happened stays").isEqualTo(rows() + 2);
        restore(Clock.systemUTC(), false);
        assertThat(verified().result()).isEqualTo(AuditVerdict.Result.PROVEN);
    }

    @Test
    @Proves("FL-104")
    void aStoreThatCannotBeReplacedKeepsItsHead() throws IOException {
        Meanwhile counting = new Meanwhile(0, () -> {});
        restore(counting, true);
        byte[] head = Files.readAllBytes(home.auditHead());

        assertThatThrownBy(
                        () -> restore(new Meanwhile(counting.asked + 1, this::spoilStaged), false))
                .isInstanceOf(StoreException.class);

        assertThat(home.auditHead()).hasBinaryContent(head);
        assertThat(home.restoredAuditHead()).doesNotExist();
        assertThat(verified().result()).isEqualTo(AuditVerdict.Result.PROVEN);
    }

    @Test
    @Proves("FL-104")
    void whoWaitsForTheRestoreFindsTheHeadOfTheLogThatIsThere() throws InterruptedException {
        Meanwhile counting = new Meanwhile(0, () -> {});
        restore(counting, true);
        Thread waiting = new Thread(this::happen);

        try {
            // While the former store is copied, and nobody else has it.
            restore(new Meanwhile(counting.asked + 2, waiting::start), false);
        } finally {
            waiting.join(Duration.ofSeconds(60));
        }

        assertThat(waiting.isAlive()).isFalse();
        assertThat(verified())
                .extracting(AuditVerdict::result, AuditVerdict::rows)
                .as("that it was restored, and what waited")
                .containsExactly(AuditVerdict.Result.PROVEN, rows() + 2);
    }

    @Test
    @Proves("FL-104")
    void aDryRunLeavesTheSchemaOfTheHomeAsItIs() throws SQLException {
        query("PRAGMA user_version=1");

        Restore.Restored restored = restore(Clock.systemUTC(), true);

        assertThat(restored.audit().result()).isEqualTo(AuditVerdict.Result.PROVEN);
        assertThat(query("PRAGMA user_version")).isEqualTo(1);
    }

    @Test
    @Proves("FL-104")
    void whatAnEarlierRestoreLeftStopsNoLaterOne() throws IOException {
        Path left = Files.createDirectories(home.folder().resolve("restoring/part"));
        Files.writeString(left.resolveSibling("audit.head.12.new"), "half");

        restore(Clock.systemUTC(), false);

        assertThat(home.folder().resolve("restoring")).doesNotExist();
        assertThat(verified().result()).isEqualTo(AuditVerdict.Result.PROVEN);
    }

    private Restore.Restored restore(Clock clock, boolean dryRun) {
        return new Restore(home, "1", clock).restore(kept, dryRun, ADA, soon());
    }

    /** As a command that writes a row of the log. */
    private void happen() {
        try (Database database = TestHome.open(home);
                SqliteAuditLog audit =
                        new SqliteAuditLog(
                                database, home, Clock.systemUTC(), () -> new Random(7))) {
            audit.appendPoint(
                    soon(), AuditEntry.of(ADA.origin(), ADA.actor(), AuditVerb.STORE_BACKUP));
            audit.keepHead(soon());
        }
    }

    private void spoilStaged() {
        try {
            Files.writeString(
                    home.folder().resolve("restoring/stile.db"),
                    "no database any more ".repeat(1000));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of the backup. */
    private long rows() {
        return restore(Clock.systemUTC(), true).audit().rows();
    }

    private AuditVerdict verified() {
        try (Database database = TestHome.open(home)) {
            return new AuditVerifier(database, home).verify(soon());
        }
    }

    private int query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.database());
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet results = statement.getResultSet()) {
                return results.next() ? results.getInt(1) : 0;
            }
        }
    }
}
