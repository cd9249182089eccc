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
import dev.stile.testkit.tracker.ListingAround;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
        return ListingAround.edited(
                listing, items -> items.stream().map(ChangedListings::bodiless).toList());
    }

    /** A listing of a tracker that does not say what is gone. */
    static Listing withoutDeletions(Listing listing) {
        return ListingAround.edited(
                listing,
                items ->
                        items.stream()
                                .filter(item -> !(item instanceof ListedItem.Deleted))
                                .toList());
    }

    /** A listing that cannot read one record; something happens when it comes to it. */
    static Listing unreadable(Listing listing, RecordId id, Runnable then) {
        return ListingAround.edited(
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
        return new BreakingListing(listing, pages);
    }

    private static final class BreakingListing extends ListingAround {
        private int left;

        BreakingListing(Listing listing, int pages) {
            super(listing);
            this.left = pages;
        }

        @Override
        public Optional<Page> nextPage() {
            if (left-- == 0) {
                throw new ConnectorException.Unavailable("it broke off");
            }
            return super.nextPage();
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

    private static final class CutListing extends ListingAround {
        private final ListingEnd end;
        private int left;

        CutListing(Listing listing, int pages, ListingEnd end) {
            super(listing);
            this.left = pages;
            this.end = end;
        }

        @Override
        public Optional<Page> nextPage() {
            return left-- > 0 ? super.nextPage() : Optional.empty();
        }

        @Override
        public ListingEnd end() {
            return end;
        }

        @Override
        public Optional<Cursor> nextCursor() {
            close();
            return super.nextCursor();
        }
    }

    private static final class LongerListing extends ListingAround {
        private final Supplier<ListedItem> item;
        private boolean ended;

        LongerListing(Listing listing, Supplier<ListedItem> item) {
            super(listing);
            this.item = item;
        }

        @Override
        public Optional<Page> nextPage() {
            Optional<Page> page = super.nextPage();
            if (page.isPresent() || ended) {
                return page;
            }
            ended = true;
            return Optional.of(new Page(List.of(item.get()), Optional.empty(), Optional.empty()));
        }
    }
}
