package dev.stile.testkit.tracker;

import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Another listing, but for what a subclass says instead. For one thread, as every listing. */
public abstract class ListingAround implements Listing {
    private final Listing listing;

    protected ListingAround(Listing listing) {
        this.listing = listing;
    }

    /** A listing whose pages hold other items. */
    public static Listing edited(Listing listing, UnaryOperator<List<ListedItem>> edit) {
        return new ListingAround(listing) {
            @Override
            public Optional<Page> nextPage() {
                return super.nextPage()
                        .map(
                                page ->
                                        new Page(
                                                edit.apply(page.items()),
                                                page.resume(),
                                                page.serverTime()));
            }
        };
    }

    @Override
    public Optional<Page> nextPage() {
        return listing.nextPage();
    }

    @Override
    public ListingEnd end() {
        return listing.end();
    }

    @Override
    public Optional<Cursor> nextCursor() {
        return listing.nextCursor();
    }

    @Override
    public void close() {
        listing.close();
    }
}
