package dev.stile.core.store;

import java.sql.SQLException;

/** Turns SQLite's result codes into the kinds of failure that a user can act on. */
final class Failures {
    private static final int BUSY = 5;

    private Failures() {}

    static boolean isBusy(SQLException failure) {
        return (failure.getErrorCode() & 0xff) == BUSY;
    }

    static StoreException of(SQLException failure) {
        // https://www.sqlite.org/rescode.html: the low byte is the primary code.
        return switch (failure.getErrorCode() & 0xff) {
            case BUSY, 6 ->
                    new StoreException(
                            StoreException.Kind.BUSY,
                            "another process holds the database",
                            failure);
            case 13 -> new StoreException(StoreException.Kind.FULL, "the disk is full", failure);
            case 3, 8, 10, 14, 23 ->
                    new StoreException(
                            StoreException.Kind.NOT_WRITABLE,
                            "the database cannot be read or written",
                            failure);
            case 11, 26 ->
                    new StoreException(
                            StoreException.Kind.DAMAGED, "the database file is damaged", failure);
            default ->
                    new StoreException(
                            StoreException.Kind.BROKEN_RULE,
                            "the database refused a statement",
                            failure);
        };
    }
}
