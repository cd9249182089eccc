package dev.stile.api.store;

import dev.stile.api.value.Version;

/** What must hold for a write to happen. */
public sealed interface Precondition {
    /** The record is still at this version. */
    record IfVersion(Version version) implements Precondition {}

    /** The user explicitly asked to overwrite whatever is there. */
    record Unconditional() implements Precondition {}
}
