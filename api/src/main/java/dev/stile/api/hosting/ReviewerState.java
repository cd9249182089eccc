package dev.stile.api.hosting;

/** A reviewer's standing opinion. */
public enum ReviewerState {
    APPROVED,
    CHANGES_REQUESTED,
    COMMENTED,
    /** Asked and has not answered. */
    PENDING,
    DISMISSED
}
