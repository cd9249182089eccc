package dev.stile.api.hosting;

/** Whether the present head could be merged now. */
public enum MergeState {
    MERGEABLE,
    CONFLICTING,
    BLOCKED,
    /** Not computed for this head, or not told. */
    UNKNOWN
}
