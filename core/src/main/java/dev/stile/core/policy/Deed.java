package dev.stile.core.policy;

/** What a subject wants to do to an outside system. */
public enum Deed {
    /** Look at records, comments, attachments, projects. */
    READ,
    /** Make a record, comment or attachment. */
    CREATE,
    /** Change one. */
    UPDATE,
    /** Close a record. */
    CLOSE,
    /** Delete a record, comment or attachment. */
    DELETE,
    /** Make, change or delete a connection of this machine, or grant it an origin. */
    CONFIGURE
}
