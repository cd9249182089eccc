package dev.stile.api.record;

/** Whether the text of a record was read. */
public enum BodyState {
    /** The body is here, whole. */
    PRESENT,
    /** The answer did not contain the body; a single read would. */
    DEFERRED,
    /** The server has a body that cannot be read, or that is too large: no read brings it. */
    UNREADABLE
}
