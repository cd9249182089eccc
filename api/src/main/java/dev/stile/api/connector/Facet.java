package dev.stile.api.connector;

/** What a connector can do. */
public enum Facet {
    RECORDS,
    EVENTS,
    ACTIONS,
    PULL_REQUESTS
}
