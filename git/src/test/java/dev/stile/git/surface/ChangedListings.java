package dev.stile.git.surface;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Listings that end elsewhere than the tracker's own, or say less. */
final class ChangedListings {
    private ChangedListings() {}

    /** The first pages of a listing, and an end that somebody made up. */
    static Listing cut(Listing listing, int pages, ListingEnd end) {
        return new CutListing(listing, pages, end);
    }

    /** A listing, and a page behind its last one. */
    static Listing longer(Listing listing, Supplier<ListedItem> item) {
        return new LongerListing(listing, item);
    }

    /** A listing of a tracker that gives bodies to single reads only. */
    static Listing withoutBodies(Listing listing) {
        return new EditedListing(
                listing, items -> items.stream().map(ChangedListings::bodiless).toList());
    }

    /** A listing of a tracker that does not say what is gone. */
    static Listing withoutDeletions(Listing listing) {
        return new EditedListing(
                listing,
                items ->
                        items.stream()
                                .filter(item -> !(item instanceof ListedItem.Deleted))
                                .toList());
    }

    /** A listing that cannot read one record; something happens when it comes to it. */
    static Listing unreadable(Listing listing, RecordId id, Runnable then) {
        return new EditedListing(
                listing, items -> items.stream().map(item -> unreadable(item, id, then)).toList());
    }

    private static ListedItem unreadable(ListedItem item, RecordId id, Runnable then) {
        if (item instanceof ListedItem.Present present && present.id().equals(id)) {
            then.run();
            return new ListedItem.Unreadable(Optional.of(id), "it is spoilt");
        }
        return item;
    }

    /** A listing that fails after so many pages. */
    static Listing breakingOff(Listing listing, int pages) {
        return new BreakingListing(listing, new AtomicInteger(pages));
    }

    private record BreakingListing(Listing listing, AtomicInteger left) implements Listing {
        @Override
        public Optional<Page> nextPage() {
            if (left.getAndDecrement() == 0) {
                throw new ConnectorException.Unavailable("it broke off");
            }
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

    private static ListedItem bodiless(ListedItem item) {
        return item instanceof ListedItem.Present present
                ? new ListedItem.Present(
                        present.id(),
                        present.version(),
                        present.record().map(ChangedListings::withoutBody))
                : item;
    }

    static TrackerRecord withoutBody(TrackerRecord whole) {
        return withoutBody(whole, BodyState.DEFERRED);
    }

    static TrackerRecord withoutBody(TrackerRecord whole, BodyState why) {
        return whole.toBuilder()
                .meta(whole.meta().withBody(why, Optional.empty()))
                .body("")
                .build();
    }

    private record EditedListing(Listing listing, UnaryOperator<List<ListedItem>> edit)
            implements Listing {
        @Override
        public Optional<Page> nextPage() {
            return listing.nextPage()
                    .map(
                            page ->
                                    new Page(
                                            edit.apply(page.items()),
                                            page.resume(),
                                            page.serverTime()));
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

    private static final class CutListing implements Listing {
        private final Listing listing;
        private final ListingEnd end;
        private int left;

        CutListing(Listing listing, int pages, ListingEnd end) {
            this.listing = listing;
            this.left = pages;
            this.end = end;
        }

        @Override
        public Optional<Page> nextPage() {
            return left-- > 0 ? listing.nextPage() : Optional.empty();
        }

        @Override
        public ListingEnd end() {
            return end;
        }

        @Override
        public Optional<Cursor> nextCursor() {
            listing.close();
            return listing.nextCursor();
        }

        @Override
        public void close() {
            listing.close();
        }
    }

    private static final class LongerListing implements Listing {
        private final Listing listing;
        private final Supplier<ListedItem> item;
        private boolean ended;

        LongerListing(Listing listing, Supplier<ListedItem> item) {
            this.listing = listing;
            this.item = item;
        }

        @Override
        public Optional<Page> nextPage() {
            Optional<Page> page = listing.nextPage();
            if (page.isPresent() || ended) {
                return page;
            }
            ended = true;
            return Optional.of(new Page(List.of(item.get()), Optional.empty(), Optional.empty()));
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
}
