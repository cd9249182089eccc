package dev.stile.api.store;

import dev.stile.api.value.RecordId;

/** Whether something that was sent to be created exists. */
public sealed interface FindResult {
    /** It exists, proven. */
    record Found(RecordId id) implements FindResult {}

    /** It does not exist, proven. */
    record Absent() implements FindResult {}

    /** Neither can be proven. */
    record CannotTell(String why) implements FindResult {}
}
