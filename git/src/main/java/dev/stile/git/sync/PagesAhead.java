package dev.stile.git.sync;

import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;

import java.util.Optional;

/**
 * A listing that asks for the next page while its caller works on the last one: a server takes
 * about as long to give a page as Stile takes to render it. For one thread.
 */
final class PagesAhead implements Listing {
    private final Listing pages;
    private final Ahead<Page> ahead;

    /**
     * @param pages nobody else's from now on; closed with this one
     */
    PagesAhead(Listing pages) {
        this.pages = pages;
        this.ahead = new Ahead<>(pages::nextPage);
    }

    /** Has the next page asked for while its caller does something else. */
    void begin() {
        ahead.begin();
    }

    @Override
    public Optional<Page> nextPage() {
        return ahead.next();
    }

    @Override
    public ListingEnd end() {
        return pages.end();
    }

    @Override
    public Optional<Cursor> nextCursor() {
        return pages.nextCursor();
    }

    @Override
    public void close() {
        ahead.close();
        pages.close();
    }
}
