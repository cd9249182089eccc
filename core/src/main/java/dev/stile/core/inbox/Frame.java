package dev.stile.core.inbox;

import dev.stile.api.value.Cursor;

/** One thing that a stream told. Frames of a stream are stored in the order of telling. */
public sealed interface Frame {
    /** Something happened; the cursor goes on after it. */
    record Happened(InboxEvent event, Cursor cursor) implements Frame {}

    /** Nothing before this place is left to tell. */
    record Checkpoint(Cursor cursor) implements Frame {}

    /** Something unreadable: kept apart, counts as durable, moves no cursor. */
    record Unusable(SetAside what) implements Frame {}
}
