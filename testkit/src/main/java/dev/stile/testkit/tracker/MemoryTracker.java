package dev.stile.testkit.tracker;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.BaseRecordStore;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * One project of records in memory. Versions are sequence numbers, the cursor of a delta is one
 * too; deleted records are named. A precondition that does not hold writes nothing. Any thread may
 * call.
 */
public final class MemoryTracker extends BaseRecordStore {
    private static final Set<Feature> FEATURES =
            EnumSet.of(
                    Feature.CREATE,
                    Feature.UPDATE,
                    Feature.DELETE,
                    Feature.CHANGED_SINCE,
                    Feature.DELETIONS_IN_DELTA,
                    Feature.CONDITIONAL_WRITE,
                    Feature.IDEMPOTENT_CREATE,
                    Feature.FIND_CREATED,
                    Feature.BODIES_IN_LISTING,
                    Feature.LABELS,
                    Feature.PARENT,
                    Feature.PARENT_WRITE,
                    Feature.EXTENSIONS_WRITE);

    private final ProjectRef project;
    private final int pageSize;
    private final Label label;
    private final Map<Long, TrackerRecord> records = new TreeMap<>();
    private final Map<Long, Long> changedAt = new TreeMap<>();
    private final Map<Long, Long> deletedAt = new TreeMap<>();
    private final Map<String, RecordId> byKey = new HashMap<>();
    private final Map<Asked, Integer> asked = new HashMap<>();
    private final Set<Long> hidden = new HashSet<>();
    private final Map<Long, TrackerRecord> lastSeen = new TreeMap<>();
    private long sequence;
    private long lastId;
    private int lostAnswers;
    private Duration lag = Duration.ZERO;

    /** An empty project whose pages hold so many records. */
    public MemoryTracker(ProjectRef project, int pageSize) {
        this.project = project;
        this.pageSize = pageSize;
        this.label = Label.outside(Scope.of("memory", project.text()));
    }

    /** What was asked of the tracker. */
    public enum Asked {
        SCHEMA,
        PAGE,
        READ,
        WRITE
    }

    /** How often it was asked since the last {@link #forgetAsked}. */
    public synchronized int asked(Asked what) {
        return asked.getOrDefault(what, 0);
    }

    public synchronized void forgetAsked() {
        asked.clear();
    }

    /** Loses the answers of the next writes, which take effect. */
    public synchronized void loseAnswers(int count) {
        lostAnswers = count;
    }

    /** The schema says from now on that listings lag that much; they do not. */
    public synchronized void declareLag(Duration declared) {
        lag = declared;
    }

    /** A stranger makes a record. */
    public synchronized RecordId strangerCreates(RecordDraft draft) {
        return store(Changes.created(++lastId, draft, ++sequence)).id();
    }

    /** A stranger changes a record. */
    public synchronized void strangerChanges(RecordId id, RecordChange change) {
        store(Changes.changed(present(id), change, ++sequence));
    }

    /** Full listings leave that record out from now on, as one that moved between two pages. */
    public synchronized void hideFromListings(RecordId id) {
        hidden.add(Long.parseLong(id.text()));
    }

    /** Deltas bring the record before they say that it is gone. */
    public synchronized void listEvenIfDeleted(RecordId id) {
        lastSeen.put(Long.parseLong(id.text()), present(id));
    }

    /** A stranger deletes a record. */
    public synchronized void strangerDeletes(RecordId id) {
        delete(present(id));
    }

    /** The record as it is now. */
    public synchronized Optional<TrackerRecord> now(RecordId id) {
        return Optional.ofNullable(records.get(Long.parseLong(id.text())));
    }

    public synchronized int size() {
        return records.size();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean supports(Feature feature) {
        return FEATURES.contains(feature);
    }

    @Override
    public String rootCollectionName() {
        return "issues";
    }

    @Override
    public synchronized Tainted<RecordSchema> schema(ProjectRef asProject, CallContext call) {
        count(Asked.SCHEMA);
        check(asProject);
        return Tainted.of(Changes.SCHEMA.lagging(lag), label);
    }

    @Override
    public Listing listRecords(ProjectRef asProject, ListOptions options, CallContext call) {
        return Listings.byCursor(options, page -> listPage(asProject, page));
    }

    private synchronized PageSource.Fetched listPage(ProjectRef asProject, Optional<Token> page) {
        count(Asked.PAGE);
        check(asProject);
        String[] from =
                page.map(token -> token.text().split(" "))
                        .orElse(new String[] {"0", Long.toString(sequence)});
        List<ListedItem> items = new ArrayList<>();
        long last = Long.parseLong(from[0]);
        for (Map.Entry<Long, TrackerRecord> entry : records.entrySet()) {
            if (entry.getKey() > last && items.size() < pageSize) {
                if (!hidden.contains(entry.getKey())) {
                    items.add(present(entry.getValue()));
                }
                last = entry.getKey();
            }
        }
        long end = last;
        boolean more = records.keySet().stream().anyMatch(id -> id > end);
        return new PageSource.Fetched(
                items,
                more ? Optional.of(new Token(last + " " + from[1])) : Optional.empty(),
                !more,
                Optional.of(new Cursor(from[1])),
                Optional.of(now()));
    }

    @Override
    public Listing listChangedSince(ProjectRef asProject, Cursor cursor, CallContext call) {
        return Listings.byCursor(
                ListOptions.everything(), page -> changesPage(asProject, page, cursor));
    }

    private synchronized PageSource.Fetched changesPage(
            ProjectRef asProject, Optional<Token> page, Cursor cursor) {
        count(Asked.PAGE);
        check(asProject);
        long since = Changes.since(page.map(Token::text).orElse(cursor.text()), sequence);
        Map<Long, ListedItem> bySequence = new TreeMap<>();
        changedAt.forEach(
                (id, at) -> {
                    TrackerRecord record = records.get(id);
                    if (record != null && at > since) {
                        bySequence.put(at, present(record));
                    }
                });
        lastSeen.forEach((id, record) -> bySequence.put(changedAt.get(id), present(record)));
        deletedAt.forEach(
                (id, at) -> {
                    if (at > since) {
                        bySequence.put(at, new ListedItem.Deleted(new RecordId(Long.toString(id))));
                    }
                });
        List<ListedItem> items = new ArrayList<>();
        long last = since;
        for (Map.Entry<Long, ListedItem> entry : bySequence.entrySet()) {
            if (items.size() == pageSize) {
                break;
            }
            items.add(entry.getValue());
            last = entry.getKey();
        }
        boolean more = items.size() < bySequence.size();
        return new PageSource.Fetched(
                items,
                more ? Optional.of(new Token(Long.toString(last))) : Optional.empty(),
                !more,
                Optional.of(new Cursor(Long.toString(sequence))),
                Optional.of(now()));
    }

    @Override
    public synchronized Tainted<TrackerRecord> getRecord(
            ProjectRef asProject, RecordId id, CallContext call) {
        count(Asked.READ);
        check(asProject);
        return Tainted.of(present(id), label);
    }

    @Override
    public synchronized WriteResult createRecord(
            ProjectRef asProject,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        count(Asked.WRITE);
        check(asProject);
        RecordId known = byKey.get(key.text());
        TrackerRecord record =
                known != null
                        ? present(known)
                        : store(Changes.created(++lastId, draft.value(), ++sequence));
        byKey.put(key.text(), record.id());
        return answered(record, "creating the record");
    }

    @Override
    public synchronized FindResult findCreated(
            ProjectRef asProject,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        count(Asked.READ);
        check(asProject);
        RecordId known = byKey.get(key.text());
        return known == null ? new FindResult.Absent() : new FindResult.Found(known);
    }

    @Override
    public synchronized WriteResult updateRecord(
            ProjectRef asProject,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        count(Asked.WRITE);
        check(asProject);
        TrackerRecord before = present(id);
        require(before, precondition);
        return answered(
                store(Changes.changed(before, change.value(), ++sequence)), "changing the record");
    }

    @Override
    public synchronized RemoveResult deleteOrClose(
            ProjectRef asProject,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        if (mode == RemoveMode.CLOSE) {
            throw missing(Feature.CLOSE);
        }
        count(Asked.WRITE);
        check(asProject);
        TrackerRecord before = records.get(Long.parseLong(id.text()));
        if (before == null) {
            return new RemoveResult.AlreadyGone();
        }
        require(before, precondition);
        delete(before);
        loseAnswer("deleting the record");
        return new RemoveResult.Deleted();
    }

    @Override
    public ProbeResult probe(CallContext call) {
        Person self = new Person("1", Optional.of("self"), "Self");
        return new ProbeResult(
                Tainted.of(self, label), List.of(), Optional.of(now()), OptionalLong.empty());
    }

    private void check(ProjectRef asProject) {
        if (!asProject.equals(project)) {
            throw new ConnectorException.NotFound(What.PROJECT, "there is no such project");
        }
    }

    private TrackerRecord present(RecordId id) {
        TrackerRecord record = records.get(Long.parseLong(id.text()));
        if (record == null) {
            throw new ConnectorException.NotFound(What.RECORD, "there is no such record");
        }
        return record;
    }

    private ListedItem present(TrackerRecord record) {
        return new ListedItem.Present(
                record.id(), record.meta().version(), Tainted.of(record, label));
    }

    private void require(TrackerRecord record, Precondition precondition) {
        if (precondition instanceof Precondition.IfVersion(Version expected)
                && !expected.equals(record.meta().version())) {
            throw new ConnectorException.VersionMismatch(
                    expected,
                    Optional.of(record.meta().version()),
                    Optional.of(Tainted.of(record, label)));
        }
    }

    private TrackerRecord store(TrackerRecord record) {
        long id = Long.parseLong(record.id().text());
        records.put(id, record);
        changedAt.put(id, sequence);
        return record;
    }

    private void delete(TrackerRecord record) {
        long id = Long.parseLong(record.id().text());
        records.remove(id);
        deletedAt.put(id, ++sequence);
    }

    private WriteResult answered(TrackerRecord record, String operation) {
        loseAnswer(operation);
        return WriteResult.of(Tainted.of(record, label), 1);
    }

    private void loseAnswer(String operation) {
        if (lostAnswers > 0) {
            lostAnswers--;
            throw new ConnectorException.OutcomeUnknown(
                    operation, "the answer was lost on purpose");
        }
    }

    private Moment now() {
        return new Moment(Changes.at(sequence));
    }

    private void count(Asked what) {
        asked.merge(what, 1, Integer::sum);
    }
}
