package dev.stile.hosting.policy;

/** Why a person is asked. */
public enum HandOffReason {
    /** Approved, and a rule of the host stands against it that no waiting removes. */
    BLOCKED,
    CONFLICTS_AGAIN,
    CHECKS_FAIL_AGAIN,
    BEHIND_AGAIN,
    /** This account could pass over the rules, and the settings refuse that. */
    MAY_BYPASS,
    /** This account could pass over rules that it cannot see. */
    RULES_NOT_VISIBLE,
    METHOD_NOT_ALLOWED,
    QUEUE_REQUIRED,
    /** The host's queue gave it up twice. */
    QUEUE_REMOVED,
    PERMISSION,
    DRAFT,
    /** Too many waits or races in a row. */
    ATTEMPTS_SPENT,
    /** Nobody could read for long whether it landed. */
    UNSETTLED,
    /** Something landed that was not approved, or could not be proven to be it. */
    ALARM,
    /** Nobody could tell whether the checks ran on the present base tip. */
    BASE_NOT_TESTED,
    /** Somebody whose access is not known requests changes, or spoke after the approval. */
    STRANGER_OBJECTS
}
