package dev.stile.testkit.contract;

import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** A listing that shows another one's pages in another way, or ends otherwise. For one thread. */
final class Pages implements Listing {
    private final Listing healthy;
    private final UnaryOperator<ListedItem> shown;
    private final int mostPages;
    private final Optional<ListingEnd> end;
    private int pages;

    private Pages(
            Listing healthy, UnaryOperator<ListedItem> shown, int mostPages, ListingEnd... end) {
        this.healthy = healthy;
        this.shown = shown;
        this.mostPages = mostPages;
        this.end = end.length == 0 ? Optional.empty() : Optional.of(end[0]);
    }

    static Listing showing(Listing healthy, UnaryOperator<ListedItem> shown) {
        return new Pages(healthy, shown, Integer.MAX_VALUE);
    }

    static Listing cutAfter(int pages, Listing healthy) {
        return new Pages(healthy, UnaryOperator.identity(), pages);
    }

    static Listing endingAs(ListingEnd end, Listing healthy) {
        return new Pages(healthy, UnaryOperator.identity(), Integer.MAX_VALUE, end);
    }

    @Override
    public Optional<Page> nextPage() {
        if (pages++ >= mostPages) {
            // What follows is thrown away, so that the listing has an end and a cursor.
            Scene.pages(healthy);
            return Optional.empty();
        }
        return healthy.nextPage()
                .map(
                        page ->
                                new Page(
                                        page.items().stream().map(shown).toList(),
                                        page.resume(),
                                        page.serverTime()));
    }

    @Override
    public ListingEnd end() {
        return end.orElseGet(healthy::end);
    }

    @Override
    public Optional<Cursor> nextCursor() {
        return healthy.nextCursor();
    }

    @Override
    public void close() {
        healthy.close();
    }
}
