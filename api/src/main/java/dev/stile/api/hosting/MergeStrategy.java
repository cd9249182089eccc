package dev.stile.api.hosting;

/** How a head gets into its base. */
public enum MergeStrategy {
    MERGE,
    SQUASH,
    REBASE
}
