package dev.stile.simulator.access;

import java.util.Locale;

/** What a token may be used for. Each is given by itself; {@code ADMIN} stands for all. */
public enum Scope {
    READ,
    COMMENT,
    WRITE,
    ADMIN;

    /** As it is spelled on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
