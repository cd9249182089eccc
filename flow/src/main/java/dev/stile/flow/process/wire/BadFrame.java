package dev.stile.flow.process.wire;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;

import java.util.Optional;

/** A line that is no frame. */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Optional<EventId> id;
    private final transient Optional<Cursor> cursor;

    /** A line that was not even read. */
    public static BadFrame of(String reason) {
        return new BadFrame(reason);
    }

    BadFrame(String reason) {
        this(reason, Optional.empty(), Optional.empty());
    }

    BadFrame(String reason, Optional<EventId> id, Optional<Cursor> cursor) {
        super(reason);
        this.reason = reason;
        this.id = id;
        this.cursor = cursor;
    }

    /** A word of ours, such as {@code not_json}. */
    public String reason() {
        return reason;
    }

    /** The id of the event that it should have been, where it has a readable one. */
    public Optional<EventId> id() {
        return id;
    }

    /** Behind which the stream would go on after that event, where it says so. */
    public Optional<Cursor> cursor() {
        return cursor;
    }
}
