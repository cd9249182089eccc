package dev.stile.flow.process.wire;

import dev.stile.api.value.EventId;

import java.util.Optional;

/** A line that is no frame. */
public final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Optional<EventId> id;

    /** A line that was not even read. */
    public static BadFrame of(String reason) {
        return new BadFrame(reason);
    }

    BadFrame(String reason) {
        this(reason, Optional.empty());
    }

    BadFrame(String reason, Optional<EventId> id) {
        super(reason);
        this.reason = reason;
        this.id = id;
    }

    /** A word of ours, such as {@code not_json}. */
    public String reason() {
        return reason;
    }

    /** The id of the event that it should have been, where it has a readable one. */
    public Optional<EventId> id() {
        return id;
    }
}
