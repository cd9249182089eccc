package dev.stile.api.event;

/** What a rule leaves out unless it says otherwise. */
public enum EventFlag {
    /** The connection's own account caused it. */
    OUTGOING,
    /** The place was muted by the account's owner. */
    MUTED,
    /** An earlier item was edited. */
    EDITED,
    /** An earlier item was deleted. */
    DELETED,
    /** A program caused it, not a person. */
    AUTOMATED
}
