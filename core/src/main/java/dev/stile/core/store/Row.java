package dev.stile.core.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The current row of a query. Columns count from 1. Valid only while its mapper runs. */
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** A column that is never null. */
    public String text(int column) {
        return Objects.requireNonNull(
                optionalText(column).orElse(null), "column " + column + " is null");
    }

    public Optional<String> optionalText(int column) {
        try {
            return Optional.ofNullable(results.getString(column));
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /** An integer column; null reads as 0. */
    public long number(int column) {
        try {
            return results.getLong(column);
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    public OptionalLong optionalNumber(int column) {
        try {
            long number = results.getLong(column);
            return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }

    /** The bytes of a blob, or the UTF-8 bytes of a text; never null. */
    public byte[] bytes(int column) {
        try {
            return Objects.requireNonNull(
                    results.getBytes(column), "column " + column + " is null");
        } catch (SQLException failure) {
            throw Failures.of(failure);
        }
    }
}
