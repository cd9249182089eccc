package dev.stile.api.store;

import dev.stile.api.value.Moment;
import dev.stile.api.value.Position;

import java.util.List;
import java.util.Optional;

/**
 * A page of a listing.
 *
 * @param items in the server's order
 * @param resume where a later listing can go on behind this page, if the vendor's pages allow that
 * @param serverTime the server's clock when it answered
 */
public record Page(List<ListedItem> items, Optional<Position> resume, Optional<Moment> serverTime) {
    public Page {
        items = List.copyOf(items);
    }
}
