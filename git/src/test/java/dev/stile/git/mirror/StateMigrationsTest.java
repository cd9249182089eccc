package dev.stile.git.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.store.OwnFiles;
import dev.stile.git.process.ObjectId;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The state of a mirror that an older release wrote. */
class StateMigrationsTest {
    private static final Instant AT = Instant.parse("2026-01-05T10:00:00Z");
    private static final ObjectId ONE = ObjectId.parse("1".repeat(40));
    private static final ObjectId TWO = ObjectId.parse("2".repeat(40));
    private static final ObjectId THREE = ObjectId.parse("3".repeat(40));
    private static final ObjectId BLOB = ObjectId.parse("b".repeat(40));

    @TempDir(factory = PatientFolders.class)
    Path folder;

    /** A state of that version, with what these statements put into it. */
    private Path older(int version, String... statements) throws SQLException {
        Path file = folder.resolve("state.db");
        OwnFiles.createIfMissing(file);
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = older.createStatement()) {
            for (int each = 1; each <= version; each++) {
                for (String step : new StateMigrations().statements(each)) {
                    statement.execute(step);
                }
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("PRAGMA user_version=" + version);
        }
        return file;
    }

    @Test
    @Proves({"GS-80", "GS-108"})
    void deletesOfTheVersionBeforeStillCountAndAreDeletes() throws SQLException {
        Path file =
                older(2, "INSERT INTO removed (id, at) VALUES ('7', " + AT.toEpochMilli() + ")");

        try (MirrorState state = MirrorState.open(file)) {
            RemovedRecords removed = new RemovedRecords(state);
            removed.keep(new RecordId("8"), true, AT);

            assertThat(removed.since(AT)).hasSize(2);
            assertThat(removed.has(new RecordId("7"), AT)).isTrue();
            assertThat(removed.has(new RecordId("8"), AT)).isFalse();
        }
    }

    @Test
    @Proves({"GS-45", "GS-108"})
    void whatPushesOfTheVersionBeforeSaidHoldsAndTheNextPushGoesOnFromThere() throws SQLException {
        Path file =
                older(
                        3,
                        pushed(ONE, "issues/a.md", "7", "v1", 1),
                        pushed(TWO, "issues/a.md", "7", "v1", 2),
                        pushed(TWO, "issues/b.md", "8", "v2", 3));

        try (MirrorState state = MirrorState.open(file)) {
            PushedPaths pushed = state.pushed();
            PushedPath mine =
                    new PushedPath(
                            THREE, "issues/b.md", new RecordId("8"), new Version("v3"), BLOB);
            state.write(
                    transaction -> {
                        PushedPaths.keep(
                                transaction,
                                new PushedCommit(THREE, TWO, List.of(mine), List.of()),
                                "clone");
                        return true;
                    });

            assertThat(version(pushed, ONE, "issues/a.md")).isEqualTo("v1");
            assertThat(pushed.at(ONE, "issues/b.md")).isEmpty();
            assertThat(version(pushed, TWO, "issues/b.md")).isEqualTo("v2");
            assertThat(version(pushed, THREE, "issues/a.md")).isEqualTo("v1");
            assertThat(version(pushed, THREE, "issues/b.md")).isEqualTo("v3");
            assertThat(pushed.ever("issues/b.md")).extracting(PushedPath::tip).startsWith(THREE);
        }
    }

    @Test
    @Proves({"GS-108", "GS-157"})
    void recordsOfTheVersionBeforeHaveNoNotedParentUntilSomebodyNotesIt() throws SQLException {
        Path file = older(4, record("1"), record("2"), record("3"));

        try (MirrorState state = MirrorState.open(file)) {
            ChildRecords children = new ChildRecords(state);
            RecordId first = new RecordId("1");
            assertThat(children.areAllNoted()).isFalse();
            assertThat(children.of(first)).isEmpty();

            children.note(Map.of(new RecordId("2"), first));

            assertThat(children.areAllNoted()).isTrue();
            assertThat(children.of(first))
                    .extracting(ShownRecord::path)
                    .containsExactly("issues/2.md");
            assertThat(state.shown(first).orElseThrow().parent()).isEqualTo(new NotedParent.None());
        }
    }

    @Test
    @Proves("GS-157")
    void theNewestChangeIsFoundInAnIndex() throws SQLException {
        Path file = folder.resolve("state.db");
        MirrorState.open(file).close();
        try (Connection state = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = state.createStatement();
                ResultSet plan =
                        statement.executeQuery("EXPLAIN QUERY PLAN " + NewestChange.STATEMENT)) {
            assertThat(plan.getString("detail")).contains("SEARCH", "record_updated_at");
        }
    }

    private static String record(String id) {
        return "INSERT INTO record (id, path, version, blob, body_style) VALUES ('%s', 'issues/%s.md', 'v1', x'%s', '')"
                .formatted(id, id, BLOB);
    }

    private static String pushed(ObjectId tip, String path, String record, String version, int at) {
        return "INSERT INTO pushed (tip, path, record, version, blob, clone, place) VALUES (x'%s', '%s', '%s', '%s', x'%s', 'clone', %d)"
                .formatted(tip, path, record, version, BLOB, at);
    }

    private static String version(PushedPaths pushed, ObjectId commit, String path) {
        return pushed.at(commit, path).orElseThrow().version().text();
    }
}
