package dev.stile.testkit.contract;

import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A listing read to its end.
 *
 * @param pages what it delivered
 * @param end how it ended
 * @param cursor what the next delta continues from
 */
record Listed(List<Page> pages, ListingEnd end, Optional<Cursor> cursor) {
    static Listed of(Listing listing) {
        try (listing) {
            List<Page> pages = Scene.pages(listing);
            return new Listed(pages, listing.end(), listing.nextCursor());
        }
    }

    static Listed everything(Scene scene) {
        return of(
                scene.store().listRecords(scene.project(), ListOptions.everything(), scene.call()));
    }

    static Listed since(Scene scene, Cursor cursor) {
        return of(scene.store().listChangedSince(scene.project(), cursor, scene.call()));
    }

    List<ListedItem> items() {
        return pages.stream().flatMap(page -> page.items().stream()).toList();
    }

    /** Ids of records that are there, in order, repeated ones too. */
    List<RecordId> ids() {
        return present().stream().map(ListedItem.Present::id).toList();
    }

    List<ListedItem.Present> present() {
        return items().stream()
                .<ListedItem.Present>mapMulti(
                        (item, sink) -> {
                            if (item instanceof ListedItem.Present present) {
                                sink.accept(present);
                            }
                        })
                .toList();
    }

    List<RecordId> deleted() {
        return items().stream()
                .<RecordId>mapMulti(
                        (item, sink) -> {
                            if (item instanceof ListedItem.Deleted(RecordId id)) {
                                sink.accept(id);
                            }
                        })
                .toList();
    }

    Map<String, Version> versions() {
        Map<String, Version> versions = new TreeMap<>();
        present().forEach(item -> versions.put(item.id().text(), item.version()));
        return versions;
    }

    Optional<TrackerRecord> record(RecordId id) {
        return present().stream()
                .filter(item -> item.id().equals(id))
                .map(item -> Seen.in(item.record()))
                .findFirst();
    }

    boolean isComplete() {
        return end instanceof ListingEnd.Complete;
    }
}
