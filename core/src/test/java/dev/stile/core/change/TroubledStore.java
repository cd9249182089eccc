package dev.stile.core.change;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.testkit.tracker.ListingAround;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store with one comment on each record, which answers as somebody says. One thread. */
final class TroubledStore extends BaseRecordStore {
    private static final Label LABEL = Label.outside(Scope.of("work", "demo"));

    private final RecordStore whole;
    private final Map<ProjectRef, ConnectorException> projects = new HashMap<>();
    private final Map<RecordId, ConnectorException> comments = new HashMap<>();
    private boolean isListedWhole;
    private int asked;

    TroubledStore(RecordStore whole) {
        this.whole = whole;
    }

    /** From now on no listing of the project is answered. */
    void breaks(ProjectRef project, ConnectorException error) {
        projects.put(project, error);
    }

    /** From now on the comments of the record cannot be read. */
    void breaks(RecordId record, ConnectorException error) {
        comments.put(record, error);
    }

    void heals(RecordId record) {
        comments.remove(record);
    }

    /** From now on it does not know what changed since when. */
    void listsWhole() {
        isListedWhole = true;
    }

    /** How often comments were asked for. */
    int asked() {
        return asked;
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        asked++;
        if (comments.containsKey(record)) {
            throw comments.get(record);
        }
        return List.of(
                Tainted.of(
                        new Comment(
                                new RecordId("c" + record.text()),
                                record,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "me too",
                                new Version("v1")),
                        LABEL));
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        check(project);
        return uncounted(whole.listRecords(project, options, call));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        check(project);
        return uncounted(whole.listChangedSince(project, cursor, call));
    }

    private void check(ProjectRef project) {
        if (projects.containsKey(project)) {
            throw projects.get(project);
        }
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return feature == Feature.COMMENTS_READ
                || (whole.supports(feature)
                        && !(isListedWhole && feature == Feature.CHANGED_SINCE));
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
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return whole.getRecord(project, id, call);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return whole.probe(call);
    }

    /** A listing that does not say how many comments there are. */
    private static Listing uncounted(Listing listing) {
        return ListingAround.edited(
                listing, items -> items.stream().map(TroubledStore::uncounted).toList());
    }

    private static ListedItem uncounted(ListedItem item) {
        return item instanceof ListedItem.Present(var id, var version, var record)
                ? new ListedItem.Present(id, version, record.map(TroubledStore::uncounted))
                : item;
    }

    private static TrackerRecord uncounted(TrackerRecord record) {
        return record.toBuilder()
                .meta(record.meta().withComments(new CommentCount.Deferred()))
                .build();
    }
}
