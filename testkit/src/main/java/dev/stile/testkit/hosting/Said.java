package dev.stile.testkit.hosting;

/** What a run of a check says. A fixture spells it as its host does. */
public enum Said {
    PASSED,
    /** Ended without an opinion, which does not stand against a merge. */
    SKIPPED,
    FAILED,
    RUNNING,
    /** Waits for a person. */
    NEEDS_HUMAN,
    /** Gave up, which is no success. */
    CANCELLED,
    /** A word that no adapter knows. */
    ODD_WORD
}
