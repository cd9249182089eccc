package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.util.ArrayDeque;
import java.util.Optional;

/** A store whose next listings end behind their first page, as somebody says. One thread. */
final class CutListings extends BaseRecordStore {
    private final RecordStore whole;
    private final ArrayDeque<ListingEnd> ends = new ArrayDeque<>();

    CutListings(RecordStore whole) {
        this.whole = whole;
    }

    /** The next listing of any kind ends so. */
    void cutNext(ListingEnd end) {
        ends.add(end);
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return whole.supports(feature);
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
        return next(whole.listRecords(project, options, call));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        return next(whole.listChangedSince(project, cursor, call));
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

    private static final class Cut implements Listing {
        private final Listing listing;
        private final ListingEnd end;
        private boolean begun;

        Cut(Listing listing, ListingEnd end) {
            this.listing = listing;
            this.end = end;
        }

        @Override
        public Optional<Page> nextPage() {
            if (begun) {
                listing.close();
                return Optional.empty();
            }
            begun = true;
            return listing.nextPage();
        }

        @Override
        public ListingEnd end() {
            return end;
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
