package dev.stile.simulator.hosting;

/** How a pull request's commits come into the base. */
public enum MergeMethod {
    MERGE,
    SQUASH,
    REBASE
}
