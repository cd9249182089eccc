package dev.stile.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** The state of a mirror that an older release wrote. */
class StateMigrationsTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir(factory = PatientFolders.class)
    Path folder;

    @Test
    @Proves({"GS-80", "GS-108"})
    void deletesOfTheVersionBeforeStillCountAndAreDeletes() throws SQLException {
        Path file = folder.resolve("state.db");
        MirrorState.open(file).close();
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = older.createStatement()) {
            statement.execute("ALTER TABLE removed DROP COLUMN closed");
            statement.execute(
                    "INSERT INTO removed (id, at) VALUES ('7', " + AT.toEpochMilli() + ")");
            statement.execute("PRAGMA user_version=" + (new StateMigrations().newest() - 1));
        }

        try (MirrorState state = MirrorState.open(file)) {
            RemovedRecords removed = new RemovedRecords(state);
            removed.keep(new RecordId("8"), true, AT);

            assertThat(removed.since(AT)).hasSize(2);
            assertThat(removed.has(new RecordId("7"), AT)).isTrue();
            assertThat(removed.has(new RecordId("8"), AT)).isFalse();
        }
    }
}
