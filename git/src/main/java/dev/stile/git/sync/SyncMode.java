package dev.stile.git.sync;

/** How much a sync asks for. */
public enum SyncMode {
    /**
     * What changed since the cursor. A full listing where there is no cursor, or when one is due
     * and cheap.
     */
    FETCH,
    /**
     * What changed since the cursor, and never more: a push asks for no full listing unless there
     * was none yet.
     */
    PUSH,
    /** Everything, rendered anew and compared with what is shown. */
    FULL
}
