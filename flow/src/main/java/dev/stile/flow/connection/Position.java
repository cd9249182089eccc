package dev.stile.flow.connection;

import dev.stile.api.value.Cursor;

/** Where a stream begins next. */
public sealed interface Position {
    /** After that place. */
    record At(Cursor cursor) implements Position {}

    /** With what happens from then on. */
    record Now() implements Position {}

    /** With the oldest that the source still has. */
    record Beginning() implements Position {}
}
