package dev.stile.flow.local;

import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.json.JsonWriter;
import dev.stile.flow.rule.RuleAction.SqliteInsert;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.jdbc4.JDBC4Connection;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An open file of the user's, with one table to insert into. Values are bound, never text of SQL.
 */
final class TargetFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final List<String> KEY =
            List.of("stile_connection", "stile_event", "stile_rule", "stile_node");
    private static final String KEY_LIST = String.join(", ", KEY);
    private static final JsonWriter WRITER = new JsonWriter();

    private final Connection connection;
    private final List<String> columns;
    private final String create;
    private final String insert;
    private Optional<PreparedStatement> prepared = Optional.empty();

    private TargetFile(Connection connection, SqliteInsert action) {
        this.connection = connection;
        this.columns = List.copyOf(action.columns().keySet());
        String table = quoted(action.table());
        List<String> named = columns.stream().map(TargetFile::quoted).toList();
        List<String> defined = new ArrayList<>();
        KEY.forEach(column -> defined.add(column + " TEXT NOT NULL"));
        defined.addAll(named);
        defined.add("UNIQUE (" + KEY_LIST + ")");
        this.create =
                "CREATE TABLE IF NOT EXISTS " + table + " (" + String.join(", ", defined) + ")";
        List<String> all = new ArrayList<>(KEY);
        all.addAll(named);
        this.insert =
                "INSERT INTO "
                        + table
                        + " ("
                        + String.join(", ", all)
                        + ") VALUES ("
                        + all.stream().map(each -> "?").collect(Collectors.joining(", "))
                        + ") ON CONFLICT ("
                        + KEY_LIST
                        + ") DO NOTHING";
    }

    /**
     * Opens the file, making it if there is none.
     *
     * @throws Failure TARGET_TABLE_REFUSED if a name is none
     */
    static TargetFile open(Path file, SqliteInsert action) throws SQLException {
        checkNames(action);
        Connection connection =
                new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), new Properties());
        try (Statement statement = connection.createStatement()) {
            // A wait inside SQLite would hold the carrier of this thread: the caller waits.
            statement.execute("PRAGMA busy_timeout = 0");
            return new TargetFile(connection, action);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private static void checkNames(SqliteInsert action) {
        List<String> names = new ArrayList<>(action.columns().keySet());
        names.add(action.table());
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()
                    || lower.startsWith("stile_")
                    || lower.startsWith("sqlite_")) {
                throw refused("a table or column cannot be called " + name);
            }
        }
    }

    void begin() throws SQLException {
        run("BEGIN IMMEDIATE");
        run(create);
        prepared = Optional.of(connection.prepareStatement(insert));
    }

    /** Why the row was refused, or nothing. */
    Optional<Failure> insert(TargetRow row) throws SQLException {
        PreparedStatement statement = prepared.orElseThrow();
        statement.setString(1, row.connection());
        statement.setString(2, row.event());
        statement.setString(3, row.rule());
        statement.setString(4, row.node());
        Json.JsonObject values = row.values().value();
        for (int index = 0; index < columns.size(); index++) {
            bind(
                    statement,
                    KEY.size() + 1 + index,
                    values.get(columns.get(index)).orElseGet(Json::nothing));
        }
        try {
            statement.executeUpdate();
            return Optional.empty();
        } catch (SQLException failure) {
            int code = failure.getErrorCode() & 0xff;
            if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                    || code == SQLiteErrorCode.SQLITE_MISMATCH.code) {
                return Optional.of(refused("the table does not take this row"));
            }
            throw failure;
        }
    }

    void commit() throws SQLException {
        run("COMMIT");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void bind(PreparedStatement statement, int index, Json value)
            throws SQLException {
        switch (value) {
            case Json.JsonText(String text) -> statement.setString(index, text);
            case Json.JsonNumber(BigDecimal number) -> bindNumber(statement, index, number);
            case Json.JsonFlag(boolean flag) -> statement.setInt(index, flag ? 1 : 0);
            case Json.JsonNull none -> statement.setNull(index, Types.NULL);
            case Json.JsonArray array -> statement.setString(index, WRITER.text(array));
            case Json.JsonObject object -> statement.setString(index, WRITER.text(object));
        }
    }

    /** As an integer where it is one, as a real where that loses nothing, else as its digits. */
    private static void bindNumber(PreparedStatement statement, int index, BigDecimal number)
            throws SQLException {
        try {
            statement.setLong(index, number.longValueExact());
        } catch (ArithmeticException fraction) {
            double real = number.doubleValue();
            if (Double.isFinite(real) && BigDecimal.valueOf(real).compareTo(number) == 0) {
                statement.setDouble(index, real);
            } else {
                statement.setString(index, number.toString());
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static Failure refused(String headline) {
        return Failure.of(Code.TARGET_TABLE_REFUSED).headline(headline).build();
    }

    /** What was not committed is not kept. */
    @Override
    public void close() throws SQLException {
        if (prepared.isPresent()) {
            prepared.get().close();
        }
        connection.close();
    }
}
