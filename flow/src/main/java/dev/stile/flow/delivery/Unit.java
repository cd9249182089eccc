package dev.stile.flow.delivery;

import dev.stile.core.inbox.StoredEvent;

/**
 * One action to be done.
 *
 * @param delivery the one, or the first member of a batch
 * @param event what placeholders read
 */
record Unit(Delivery delivery, StoredEvent event) {
    /** What a row in a table names: the event, or the batch. */
    String eventId() {
        return delivery.batch().orElse(delivery.event());
    }
}
