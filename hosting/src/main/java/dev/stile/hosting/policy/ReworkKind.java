package dev.stile.hosting.policy;

/** What is to be put right on the branch. */
public enum ReworkKind {
    CONFLICT,
    CI,
    BEHIND
}
