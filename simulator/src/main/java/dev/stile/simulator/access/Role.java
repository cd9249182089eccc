package dev.stile.simulator.access;

import java.util.Locale;

/** What a token's user is in a project, from least to most. */
public enum Role {
    /** The project is not there for them: 404. */
    HIDDEN,
    /** They know that it is there, and no more: 403. */
    FORBIDDEN,
    READ,
    COMMENT,
    WRITE,
    ADMIN;

    /** As it is spelled on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is at least the other. */
    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
