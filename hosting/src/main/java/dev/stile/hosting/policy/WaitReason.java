package dev.stile.hosting.policy;

/** What is waited for. */
public enum WaitReason {
    REVIEWS,
    CHECKS,
    /** A red check must still be red a little later. */
    CHECKS_SETTLE,
    /** No check was reported, or not each that a merge needs. */
    CHECKS_MISSING,
    DRAFT,
    MERGEABILITY,
    /** A part of the snapshot could not be read, or the snapshot is old. */
    FACTS,
    /** What only git can tell: see {@link Outcome#lineage}. */
    GIT,
    QUEUE,
    /** Between two attempts, or beside a merge that moves the base. */
    BACKOFF,
    /** Whether it landed must be read first. */
    UNSETTLED
}
