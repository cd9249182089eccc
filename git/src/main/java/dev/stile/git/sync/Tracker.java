package dev.stile.git.sync;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One project of one tracker, ready to be asked.
 *
 * @param store the connection's store, behind the gate
 * @param project the project
 * @param calls a fresh context for each call: its own deadline, the command's correlation
 * @param tap who else wants to know what a delta brings
 * @param permits what the policy will refuse, asked before the first write of a push
 */
public record Tracker(
        RecordStore store,
        ProjectRef project,
        Supplier<CallContext> calls,
        RecordTap tap,
        Permits permits) {
    /** Asks the policy. */
    @FunctionalInterface
    public interface Permits {
        /** Why that may not be done, if it may not. */
        Optional<Failure> refusal(Deed deed);
    }

    /** Whether it is plain that every further call would meet the same error. */
    public static boolean meetsEveryCall(ConnectorException failed) {
        return switch (failed) {
            case ConnectorException.Auth auth -> true;
            case ConnectorException.RateLimited limited -> true;
            case ConnectorException.Unavailable unavailable -> true;
            case ConnectorException.Timeout timeout -> true;
            // Of this record perhaps, or of the project: that takes another question.
            case ConnectorException.Permission permission -> false;
            case ConnectorException.NotFound missing ->
                    missing.what() == ConnectorException.NotFound.What.PROJECT;
            case ConnectorException.NotSupported unsupported -> false;
            case ConnectorException.VersionMismatch mismatch -> false;
            case ConnectorException.Invalid invalid -> false;
            case ConnectorException.Malformed malformed -> false;
            case ConnectorException.OutcomeUnknown unknown -> false;
            case ConnectorException.Internal internal -> false;
        };
    }

    /** A tracker whose deltas nobody else wants, and whose writes the store alone judges. */
    public Tracker(RecordStore store, ProjectRef project, Supplier<CallContext> calls) {
        this(store, project, calls, RecordTap.NONE, deed -> Optional.empty());
    }

    /** The same tracker, and nobody else hears what it says. */
    public Tracker unheard() {
        return new Tracker(store, project, calls, RecordTap.NONE, permits);
    }
}
