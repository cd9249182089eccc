package dev.stile.flow.outbox;

import dev.stile.api.action.ActionSet;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.call.Deadline;
import dev.stile.api.connector.CallLimits;

import java.time.Duration;
import java.util.Optional;

/** Opens the actions of connections. Makes no request. Any thread may call. */
@FunctionalInterface
public interface ActionSets {
    /**
     * The actions of a connection, guarded, with their effective schemas and permissions.
     *
     * @throws dev.stile.api.error.StileException if there is no such connection, or it offers no
     *     actions
     */
    Opened open(Deadline deadline, String connection);

    /**
     * @param connector slug
     * @param account which account of which server the connection is, as a digest
     */
    record Opened(String connector, String account, CallLimits limits, ActionSet actions) {
        Optional<ActionSpec> spec(String action) {
            return actions.actions().stream()
                    .filter(each -> each.slug().equals(action))
                    .findFirst();
        }

        Duration longest(ActionSpec spec) {
            return spec.deadline().orElse(limits.act());
        }
    }
}
