package dev.stile.api.record;

/** When a field may be written. The only source for what may be written at all. */
public enum Writability {
    ALWAYS,
    ON_CREATE,
    ON_UPDATE,
    NEVER,
    /**
     * Only the record itself tells; the connector answers with {@code invalid} where it may not.
     */
    BY_RECORD;

    /** Whether a draft may name the field. */
    public boolean onCreate() {
        return this == ALWAYS || this == ON_CREATE || this == BY_RECORD;
    }

    /** Whether a change may name the field. */
    public boolean onUpdate() {
        return this == ALWAYS || this == ON_UPDATE || this == BY_RECORD;
    }
}
