package dev.stile.api.store;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.util.List;
import java.util.Optional;

/** Fetches the pages of a listing in which each page names the next one. */
@FunctionalInterface
public interface PageSource {
    /**
     * One request.
     *
     * @param page what the page before named, empty for the first
     */
    Fetched fetch(Optional<Token> page);

    /**
     * A page as a vendor answered it.
     *
     * @param items in the server's order
     * @param next what names the next page; followed even if {@code saidComplete}
     * @param saidComplete whether the server itself said that nothing follows
     * @param cursor for the next delta; only the first page's counts
     * @param serverTime the server's clock
     */
    record Fetched(
            List<ListedItem> items,
            Optional<Token> next,
            boolean saidComplete,
            Optional<Cursor> cursor,
            Optional<Moment> serverTime) {
        public Fetched {
            items = List.copyOf(items);
        }
    }
}
