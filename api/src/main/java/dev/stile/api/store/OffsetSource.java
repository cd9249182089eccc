package dev.stile.api.store;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.Moment;

import java.util.List;
import java.util.Optional;

/** Fetches windows of a listing that a vendor orders stably and cuts by offset. */
@FunctionalInterface
public interface OffsetSource {
    /**
     * One request.
     *
     * @param offset records to leave out
     * @param limit most records in the answer
     */
    Window fetch(long offset, int limit);

    /**
     * A window as a vendor answered it.
     *
     * @param items in the vendor's stable order
     * @param total how many records the vendor says there are
     * @param cursor for the next delta; only the first window's counts
     * @param serverTime the server's clock
     */
    record Window(
            List<ListedItem> items,
            long total,
            Optional<Cursor> cursor,
            Optional<Moment> serverTime) {
        public Window {
            items = List.copyOf(items);
        }
    }
}
