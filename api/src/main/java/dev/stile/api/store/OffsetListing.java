package dev.stile.api.store;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;

/** A listing by offset with proven seams. One thread at a time. */
final class OffsetListing implements Listing {
    private final int limit;
    private final OffsetSource source;
    private final OnceEach once = new OnceEach();
    private long offset;
    private Optional<RecordId> lastSeen = Optional.empty();
    private Optional<Cursor> cursor = Optional.empty();
    private Optional<ListingEnd> end = Optional.empty();
    private boolean first = true;
    private boolean startedAgain;
    private boolean seamBroken;

    OffsetListing(int limit, OffsetSource source) {
        if (limit < 2) {
            throw new IllegalArgumentException("windows of one record cannot overlap");
        }
        this.limit = limit;
        this.source = source;
    }

    @Override
    public Optional<Page> nextPage() {
        if (end.isPresent()) {
            return Optional.empty();
        }
        boolean early = lastSeen.isPresent();
        OffsetSource.Window window = source.fetch(early ? offset - 1 : offset, limit);
        if (first) {
            cursor = window.cursor();
            first = false;
        }
        List<ListedItem> items = window.items();
        if (early) {
            if (idOf(items, 0).equals(lastSeen)) {
                items = items.subList(1, items.size());
            } else if (!startedAgain) {
                startedAgain = true;
                offset = 0;
                lastSeen = Optional.empty();
                return nextPage();
            } else {
                seamBroken = true;
            }
        }
        offset += items.size();
        lastSeen = items.isEmpty() ? lastSeen : idOf(items, items.size() - 1);
        if (items.isEmpty() || offset >= window.total()) {
            end = Optional.of(ending(window.total()));
        }
        return Optional.of(new Page(once.only(items), Optional.empty(), window.serverTime()));
    }

    private ListingEnd ending(long total) {
        if (seamBroken) {
            return new ListingEnd.Unknown(
                    "records moved between pages while they were listed, twice");
        }
        return offset == total
                ? new ListingEnd.Complete()
                : new ListingEnd.Unknown(
                        "the server counts " + total + " records and gave " + offset);
    }

    /** The id at that place; an entry without one proves no seam. */
    private static Optional<RecordId> idOf(List<ListedItem> items, int index) {
        if (index >= items.size()) {
            return Optional.empty();
        }
        return switch (items.get(index)) {
            case ListedItem.Present present -> Optional.of(present.id());
            case ListedItem.Unreadable unreadable -> unreadable.id();
            case ListedItem.Deleted deleted -> Optional.of(deleted.id());
            case ListedItem.Moved moved -> Optional.of(moved.to());
        };
    }

    @Override
    public ListingEnd end() {
        return end.orElseThrow(() -> new IllegalStateException("the listing has not ended"));
    }

    @Override
    public Optional<Cursor> nextCursor() {
        end();
        return cursor;
    }

    @Override
    public void close() {
        if (end.isEmpty()) {
            end = Optional.of(new ListingEnd.Unknown("the listing was closed before its end"));
        }
    }
}
