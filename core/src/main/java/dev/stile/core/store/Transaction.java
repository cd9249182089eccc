package dev.stile.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The transaction in hand. Valid only while the work given to {@link Database} runs, in that
 * thread. Statements are prepared at their first use and kept, so their texts must be constants.
 *
 * <p>A parameter is a String, a Long, an Integer, a byte array, or an Optional or OptionalLong of
 * these.
 */
public final class Transaction {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private final List<Consumer<Boolean>> listeners = new ArrayList<>();

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * Calls back once, after the end of this transaction, with whether it was kept. The listener
     * must not throw.
     */
    public void whenEnded(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    void ended(boolean kept) {
        List<Consumer<Boolean>> told = List.copyOf(listeners);
        listeners.clear();
        told.forEach(listener -> listener.accept(kept));
    }

    /** Runs a statement that changes rows. */
    public int update(String sql, Object... parameters) {
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /** Runs an insert and gives the row id that it took. */
    public long insert(String sql, Object... parameters) {
        update(sql, parameters);
        return first("SELECT last_insert_rowid()", row -> row.number(1)).orElseThrow();
    }

    /** All rows of a query. Only for queries that bound their own answer. */
    public <T> List<T> list(String sql, Function<Row, T> mapper, Object... parameters) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(mapper.apply(row)), parameters);
        return rows;
    }

    /** The first row of a query. */
    public <T> Optional<T> first(String sql, Function<Row, T> mapper, Object... parameters) {
        try (ResultSet results = bind(sql, parameters).executeQuery()) {
            return results.next() ? Optional.of(mapper.apply(new Row(results))) : Optional.empty();
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /** Streams the rows of a query. */
    public void each(String sql, Consumer<Row> consumer, Object... parameters) {
        try (ResultSet results = bind(sql, parameters).executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
                consumer.accept(row);
            }
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /** Streams the rows of a query until the consumer has enough: it says whether to go on. */
    public void scan(String sql, Predicate<Row> consumer, Object... parameters) {
        try (ResultSet results = bind(sql, parameters).executeQuery()) {
            Row row = new Row(results);
            boolean goesOn = true;
            while (goesOn && results.next()) {
                goesOn = consumer.test(row);
            }
        } catch (SQLException failure) {
            throw failed(sql, failure);
        }
    }

    /** The driver closes a statement that failed, so it is not kept. */
    private StoreException failed(String sql, SQLException failure) {
        prepared.remove(sql);
        return Failures.of(failure);
    }

    private PreparedStatement bind(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int index = 0; index < parameters.length; index++) {
            bindOne(statement, index + 1, parameters[index]);
        }
        return statement;
    }

    /** A chain of tests, since the first pattern switch of a process costs it milliseconds. */
    private static void bindOne(PreparedStatement statement, int index, Object parameter)
            throws SQLException {
        if (parameter instanceof String text) {
            statement.setString(index, text);
        } else if (parameter instanceof Long number) {
            statement.setLong(index, number);
        } else if (parameter instanceof Integer number) {
            statement.setInt(index, number);
        } else if (parameter instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (parameter instanceof OptionalLong maybe) {
            bindMaybe(
                    statement,
                    index,
                    maybe.isPresent() ? Optional.of(maybe.getAsLong()) : Optional.empty());
        } else if (parameter instanceof Optional<?> maybe) {
            bindMaybe(statement, index, maybe);
        } else {
            throw new IllegalArgumentException("not a parameter: " + parameter.getClass());
        }
    }

    private static void bindMaybe(PreparedStatement statement, int index, Optional<?> maybe)
            throws SQLException {
        if (maybe.isPresent()) {
            bindOne(statement, index, maybe.get());
        } else {
            statement.setNull(index, Types.NULL);
        }
    }
}
