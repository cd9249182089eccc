package dev.stile.api.hosting;

/** Who may read a repository. */
public enum Visibility {
    PUBLIC,
    INTERNAL,
    PRIVATE,
    UNKNOWN
}
