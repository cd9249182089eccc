package dev.stile.core.inbox;

import dev.stile.api.value.Cursor;

import java.util.Optional;

/** One thing that a stream told. Frames of a stream are stored in the order of telling. */
public sealed interface Frame {
    /**
     * Something happened; the cursor goes on after it.
     *
     * @param versioned whether the same may be told in two words, and what was told first stays:
     *     the id names one version of something that we look at ourselves, or who tells it says
     *     when
     */
    record Happened(InboxEvent event, Cursor cursor, boolean versioned) implements Frame {
        /** One of a source that says the same in the same words. */
        public Happened(InboxEvent event, Cursor cursor) {
            this(event, cursor, false);
        }
    }

    /** Nothing before this place is left to tell. */
    record Checkpoint(Cursor cursor) implements Frame {}

    /**
     * Something unreadable: kept apart, counts as durable.
     *
     * @param once whether the same of its connection is kept once, however often it is told: it is
     *     told again by who cannot go on behind it
     * @param cursor where the stream goes on behind it; empty if it moves none
     * @param answered whether who told it is told that it is kept, and never tells it again; one
     *     with the id of an event counts as answered anyway
     */
    record Unusable(SetAside what, boolean once, Optional<Cursor> cursor, boolean answered)
            implements Frame {
        /** One of which each is kept, and which moves no cursor. */
        public Unusable(SetAside what) {
            this(what, false);
        }

        /** One that moves no cursor, and that has no answer but by an id. */
        public Unusable(SetAside what, boolean once) {
            this(what, once, Optional.empty(), false);
        }
    }
}
