package dev.stile.testkit.hosting;

/** Who acts on the host of a case. */
public enum Account {
    /** The connection's own account. It may write and administer unless a case takes that away. */
    SELF,
    /** A person with write access. */
    ADA,
    /** Another person with write access. */
    BEN,
    /** A third person with write access. */
    CLEO,
    /** A person who may read and comment only. */
    STRANGER,
    /** A program's account with write access. */
    ROBOT
}
