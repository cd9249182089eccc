package dev.stile.api.record;

/** Whether the text of a record was read. */
public enum BodyState {
    /** The body is here, whole. */
    PRESENT,
    /** The answer did not contain the body; a single read would. */
    DEFERRED,
    /** The server has a body that cannot be read: no read brings it. */
    UNREADABLE,
    /** The server has a body of more than {@link BodySize#MOST} bytes: no read brings it. */
    TOO_LARGE
}
