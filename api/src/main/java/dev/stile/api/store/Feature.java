package dev.stile.api.store;

/** What a record store may be able to do. Constant for a connection. */
public enum Feature {
    CREATE,
    UPDATE,
    /** A real delete, or the vendor's trash. */
    DELETE,
    /** Closing with a reason. */
    CLOSE,
    COMMENTS_READ,
    COMMENTS_WRITE,
    ATTACHMENTS_READ,
    ATTACHMENTS_WRITE,
    LINKS,
    PARENT,
    PARENT_WRITE,
    ASSIGNEES,
    LABELS,
    EXTENSIONS_WRITE,
    /** Status changes obey transitions. */
    WORKFLOW,
    CHANGED_SINCE,
    /** A delta names what was deleted. */
    DELETIONS_IN_DELTA,
    /** The server itself checks the precondition of a write. */
    CONDITIONAL_WRITE,
    CONDITIONAL_READ,
    /** The version is built from a time and a hash, because the vendor has none. */
    WEAK_VERSION,
    /** The server honours the idempotency key of a create, for a day at the least. */
    IDEMPOTENT_CREATE,
    FIND_CREATED,
    /** Old versions can be read. */
    REVISIONS,
    /** A listing carries bodies. */
    BODIES_IN_LISTING,
    BATCH_READ,
    RICH_TEXT,
    PROJECTS,
    WEBHOOKS,
    /** The server deletes the children of a record along with it. */
    CHILDREN_GO_ALONG
}
