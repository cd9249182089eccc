package dev.stile.testkit.contract;

/** In whose name a store is opened. */
public enum Who {
    /** May read and write everything in the projects of the world. The connector under test. */
    MEMBER,
    /** Somebody else with the same rights: the stranger whose edits come in between. */
    COLLEAGUE,
    /** May read and not write. */
    READER,
    /** Is known to the server and may not see the project. */
    OUTSIDER,
    /** Has credentials that the server does not accept. */
    WRONG_SECRET
}
