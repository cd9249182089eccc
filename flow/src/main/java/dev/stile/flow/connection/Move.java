package dev.stile.flow.connection;

/** What moves a lifecycle on. */
enum Move {
    PROBE_BEGINS,
    /** A definite yes. */
    PROBE_OK,
    /** A definite no. */
    PROBE_BROKEN,
    /** Neither: says nothing of the account. */
    PROBE_FAILED,
    /** Somebody wants what it tells. */
    WANTED,
    UNWANTED,
    DISABLE,
    ENABLE,
    DELETE
}
