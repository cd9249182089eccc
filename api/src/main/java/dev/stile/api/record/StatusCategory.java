package dev.stile.api.record;

/**
 * What a status means, derived by the connector from what the vendor says of it, never from its
 * name, and never sent.
 */
public enum StatusCategory {
    TRIAGE,
    TODO,
    IN_PROGRESS,
    DONE,
    CANCELLED,
    UNKNOWN
}
