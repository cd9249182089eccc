package dev.stile.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Failure;
import dev.stile.core.store.TestHome;
import dev.stile.flow.rule.RuleAction.SqliteInsert;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

final class SqliteInsertsTest {
    @TempDir Path folder;

    private Path file;
    private SqliteInserts inserts;

    @BeforeEach
    void open() {
        file = folder.resolve("levels.db");
        inserts = new SqliteInserts(TestHome.in(folder));
    }

    private static SqliteInsert action(String file, String table, String... columns) {
        TreeMap<String, Json> values = new TreeMap<>();
        for (String column : columns) {
            values.put(column, Json.text("{{ /x }}"));
        }
        return new SqliteInsert(file, table, values);
    }

    private static TargetRow row(String event, Json level) {
        return TargetRow.of(
                "weir-north",
                event,
                "alarm",
                "do",
                Tainted.of(Json.object().put("level", level).build(), Label.ofUser()));
    }

    private List<Optional<Failure>> insert(TargetRow... rows) {
        return insert(Duration.ofSeconds(60), rows);
    }

    private List<Optional<Failure>> insert(Duration atMost, TargetRow... rows) {
        return inserts.insert(
                Deadline.after(atMost), action(file.toString(), "levels", "level"), List.of(rows));
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            while (results.next()) {
                rows.add(results.getString(1) + " " + results.getString(2));
            }
        }
        return rows;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @Proves("FL-72")
    void aMissingTableIsMadeAndARepeatIsOneRow() throws Exception {
        insert(row("lvl-1", Json.number(3)), row("lvl-2", Json.number(4)));
        insert(row("lvl-2", Json.number(4)), row("lvl-3", Json.number(5)));
        assertThat(query("SELECT stile_event, level FROM levels ORDER BY 1"))
                .containsExactly("lvl-1 3", "lvl-2 4", "lvl-3 5");
    }

    @Test
    @Proves("FL-72")
    void valuesAreBoundWithTheirTypesAndAreNeverSql() throws Exception {
        insert(
                row("a", Json.text("x'); DROP TABLE levels; --")),
                row("b", Json.number(new BigDecimal("2.5"))),
                row("c", Json.flag(true)),
                row("d", Json.nothing()),
                row("e", Json.number(new BigDecimal("123456789012345678901234567890.1"))),
                row("f", Json.object().put("k", 1).build()));
        assertThat(query("SELECT typeof(level), level FROM levels ORDER BY stile_event"))
                .containsExactly(
                        "text x'); DROP TABLE levels; --",
                        "real 2.5",
                        "integer 1",
                        "null null",
                        "text 123456789012345678901234567890.1",
                        "text {\"k\":1}");
    }

    @Test
    void aTableOfTheUsersWithTheKeyIsUsedAndOneWithoutIsRefused() throws Exception {
        execute("CREATE TABLE levels (level REAL)");
        assertThatThrownBy(() -> insert(row("lvl-1", Json.number(3))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not take");
        execute("DROP TABLE levels");
        execute(
                "CREATE TABLE levels (level REAL CHECK (level < 9), stile_connection, stile_event,"
                        + " stile_rule, stile_node)");
        execute(
                "CREATE UNIQUE INDEX once ON levels"
                        + " (stile_connection, stile_event, stile_rule, stile_node)");
        List<Optional<Failure>> refusals =
                insert(
                        row("lvl-1", Json.number(3)),
                        row("lvl-2", Json.number(10)),
                        row("lvl-3", Json.number(4)));
        assertThat(refusals.get(0)).isEmpty();
        assertThat(refusals.get(1)).isPresent();
        assertThat(query("SELECT stile_event, level FROM levels ORDER BY 1"))
                .containsExactly("lvl-1 3.0", "lvl-3 4.0");
    }

    @Test
    @Proves("FL-66")
    void aFileThatAnotherProgramHoldsIsTriedAgainLater() throws Exception {
        insert(row("lvl-1", Json.number(3)));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> insert(Duration.ofSeconds(1), row("lvl-2", Json.number(3))))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.code()).isEqualTo("target_file_busy"));
            statement.execute("ROLLBACK");
        }
        insert(row("lvl-2", Json.number(3)));
        assertThat(query("SELECT stile_event, level FROM levels")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "sqlite_master", "stile_event", "1a", "", "a;b"})
    @Proves("FL-72")
    void aTableOrColumnThatIsNoPlainNameIsRefused(String name) {
        for (SqliteInsert action :
                List.of(
                        action(file.toString(), name, "level"),
                        action(file.toString(), "levels", name))) {
            assertThatThrownBy(
                            () ->
                                    inserts.insert(
                                            Deadline.after(Duration.ofSeconds(60)),
                                            action,
                                            List.of(row("lvl-1", Json.number(3)))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("cannot be called");
        }
    }

    @Test
    void noRowGoesIntoAFileOfStilesOwnNorIntoARelativeOne() {
        for (String path : List.of(folder.resolve("home/stile.db").toString(), "levels.db")) {
            assertThatThrownBy(
                            () ->
                                    inserts.insert(
                                            Deadline.after(Duration.ofSeconds(60)),
                                            action(path, "levels", "level"),
                                            List.of(row("lvl-1", Json.number(3)))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("may not insert");
        }
    }
}
