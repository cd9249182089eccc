package dev.stile.api.store;

/** Why a record is removed or closed. */
public enum DeleteReason {
    COMPLETED,
    NOT_PLANNED,
    DUPLICATE,
    ABANDONED
}
