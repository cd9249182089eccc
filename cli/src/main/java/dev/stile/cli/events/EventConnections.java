package dev.stile.cli.events;

import dev.stile.cli.desk.Desk;
import dev.stile.flow.lifecycle.LifecycleEvents;

/** The connections that have events: those of the user, and Stile itself. */
final class EventConnections {
    private EventConnections() {}

    /**
     * Goes on only if there is one of that name.
     *
     * @throws dev.stile.core.error.Failure UNKNOWN_CONNECTION
     */
    static void require(Desk desk, String name) {
        if (!name.equals(LifecycleEvents.CONNECTION)) {
            desk.house().connection(name);
        }
    }
}
