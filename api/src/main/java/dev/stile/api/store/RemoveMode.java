package dev.stile.api.store;

/** What removing a record means. One is never done in place of the other. */
public enum RemoveMode {
    DELETE,
    CLOSE
}
