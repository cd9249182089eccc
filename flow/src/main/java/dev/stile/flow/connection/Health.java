package dev.stile.flow.connection;

import dev.stile.flow.lifecycle.LifecycleKind;

import java.util.Locale;
import java.util.Optional;

/** How a connection or a stream is, from the best to the worst. Never changes a lifecycle. */
public enum Health {
    OK,
    /** Nothing was heard of it yet. */
    UNKNOWN,
    /** It failed, and is tried again. */
    RETRYING,
    /** The other side cannot be reached. */
    OFFLINE,
    /** Three probes in a row gave no answer. */
    PROBE_FAILED,
    /** It said nothing for too long. */
    STALLED,
    /** What it says is not the protocol. */
    PROTOCOL_ERROR,
    /** It ends again and again, soon after each start. */
    CRASH_LOOP,
    /** Its account needs a new login. */
    AUTH_REQUIRED;

    /** As listings and rows spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it gets no better until a person does something. */
    public boolean needsPerson() {
        return switch (this) {
            case AUTH_REQUIRED, CRASH_LOOP, PROTOCOL_ERROR, PROBE_FAILED -> true;
            case OK, UNKNOWN, RETRYING, OFFLINE, STALLED -> false;
        };
    }

    /** What is told when a connection comes to it. */
    Optional<LifecycleKind> event() {
        return switch (this) {
            case AUTH_REQUIRED -> Optional.of(LifecycleKind.CONNECTION_AUTH_REQUIRED);
            case CRASH_LOOP -> Optional.of(LifecycleKind.CONNECTION_CRASH_LOOP);
            case STALLED -> Optional.of(LifecycleKind.CONNECTION_STALLED);
            case OK, UNKNOWN, RETRYING, OFFLINE, PROBE_FAILED, PROTOCOL_ERROR -> Optional.empty();
        };
    }

    /** The worse of the two. */
    public Health or(Health other) {
        return other.compareTo(this) > 0 ? other : this;
    }
}
