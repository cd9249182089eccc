package dev.stile.flow.routing;

import dev.stile.core.inbox.StoredEvent;

import java.util.List;

/** How many rules led to an event. Any thread may ask; not from within a transaction. */
@FunctionalInterface
public interface ChainDepth {
    /** 0 for an event that no rule caused; else the depth of the delivery that did. */
    int of(StoredEvent event);

    /** The event with the flag of an echo, if it is one of our own. */
    default StoredEvent marked(StoredEvent event) {
        return event;
    }

    /** The same for a page of events, in its order. */
    default List<StoredEvent> marked(List<StoredEvent> events) {
        return events.stream().map(this::marked).toList();
    }

    /** Where no event can be traced. */
    static ChainDepth untraced() {
        return event -> 0;
    }
}
