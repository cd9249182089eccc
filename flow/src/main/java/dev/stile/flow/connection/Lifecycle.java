package dev.stile.flow.connection;

import java.util.Locale;

/** Where a connection stands (FL-45). How it is at the moment is {@link Health}. */
public enum Lifecycle {
    /** No probe has proven its account. */
    CREATED,
    /** A first probe is under way. */
    AUTHENTICATING,
    /** Proven, and nobody wants its events. */
    AUTHENTICATED,
    /** Proven and wanted: its stream runs. */
    ACTIVE,
    /** Somebody switched it off. */
    DISABLED,
    /** Its deletion was begun. */
    DELETING;

    /** Whether streams, actions and tools may use it. */
    public boolean isReady() {
        return this == AUTHENTICATED || this == ACTIVE;
    }

    /** As listings and rows spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it stands after a move; the same where the move means nothing. */
    Lifecycle after(Move move) {
        if (this == DELETING) {
            return DELETING;
        }
        return switch (move) {
            case PROBE_BEGINS -> this == CREATED ? AUTHENTICATING : this;
            case PROBE_OK -> this == CREATED || this == AUTHENTICATING ? AUTHENTICATED : this;
            case PROBE_BROKEN -> this == DISABLED ? DISABLED : CREATED;
            case PROBE_FAILED -> this == AUTHENTICATING ? CREATED : this;
            case WANTED -> this == AUTHENTICATED ? ACTIVE : this;
            case UNWANTED -> this == ACTIVE ? AUTHENTICATED : this;
            case DISABLE -> DISABLED;
            case ENABLE -> this == DISABLED ? CREATED : this;
            case DELETE -> DELETING;
        };
    }
}
