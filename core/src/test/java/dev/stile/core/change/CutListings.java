package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.tracker.ListingAround;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** A store whose next listings end behind their first page, as somebody says. One thread. */
final class CutListings extends BaseRecordStore {
    private final RecordStore whole;
    private final ArrayDeque<ListingEnd> ends = new ArrayDeque<>();
    private Optional<ListingEnd> deltas = Optional.empty();
    private boolean namesNoPlaces;
    private Optional<List<ListedItem>> page = Optional.empty();

    CutListings(RecordStore whole) {
        this.whole = whole;
    }

    /** The next listing of any kind ends so. */
    void cutNext(ListingEnd end) {
        ends.add(end);
    }

    /** From now on every delta ends so behind its first page. */
    void cutDeltas(ListingEnd end) {
        deltas = Optional.of(end);
    }

    /** It tells no changes by time, and its listings name no place to go on from. */
    void namesNoPlaces() {
        namesNoPlaces = true;
    }

    /** The next full listing shows this, which was so a moment ago. */
    void showNext(List<ListedItem> items) {
        page = Optional.of(items);
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return whole.supports(feature) && !(namesNoPlaces && feature == Feature.CHANGED_SINCE);
    }

    @Override
    public String rootCollectionName() {
        return whole.rootCollectionName();
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        return whole.schema(project, call);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        Listing listing = whole.listRecords(project, options, call);
        if (page.isPresent()) {
            Listing shown = new Shown(page.get());
            page = Optional.empty();
            return shown;
        }
        return next(namesNoPlaces ? new Placeless(listing) : listing);
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        Listing listing = whole.listChangedSince(project, cursor, call);
        return deltas.isPresent() ? new Cut(listing, deltas.get()) : next(listing);
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return whole.getRecord(project, id, call);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return whole.probe(call);
    }

    private Listing next(Listing listing) {
        return ends.isEmpty() ? listing : new Cut(listing, ends.poll());
    }

    /** A listing whose vendor has no place to go on from. */
    private static final class Placeless extends ListingAround {
        Placeless(Listing listing) {
            super(listing);
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return Optional.empty();
        }
    }

    /** One page that is not what the store holds by now. */
    private static final class Shown implements Listing {
        private final List<ListedItem> items;
        private boolean begun;

        Shown(List<ListedItem> items) {
            this.items = items;
        }

        @Override
        public Optional<Page> nextPage() {
            if (begun) {
                return Optional.empty();
            }
            begun = true;
            return Optional.of(new Page(items, Optional.empty(), Optional.empty()));
        }

        @Override
        public ListingEnd end() {
            return new ListingEnd.Complete();
        }

        @Override
        public Optional<Cursor> nextCursor() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static final class Cut extends ListingAround {
        private final ListingEnd end;
        private boolean begun;

        Cut(Listing listing, ListingEnd end) {
            super(listing);
            this.end = end;
        }

        @Override
        public Optional<Page> nextPage() {
            if (begun) {
                close();
                return Optional.empty();
            }
            begun = true;
            return super.nextPage();
        }

        @Override
        public ListingEnd end() {
            return end;
        }
    }
}
