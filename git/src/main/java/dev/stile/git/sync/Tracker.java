package dev.stile.git.sync;

import dev.stile.api.call.CallContext;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;

import java.util.function.Supplier;

/**
 * One project of one tracker, ready to be asked.
 *
 * @param store the connection's store, behind the gate
 * @param project the project
 * @param calls a fresh context for each call: its own deadline, the command's correlation
 * @param tap who else wants to know what a delta brings
 */
public record Tracker(
        RecordStore store, ProjectRef project, Supplier<CallContext> calls, RecordTap tap) {
    /** A tracker whose deltas nobody else wants. */
    public Tracker(RecordStore store, ProjectRef project, Supplier<CallContext> calls) {
        this(store, project, calls, RecordTap.NONE);
    }
}
