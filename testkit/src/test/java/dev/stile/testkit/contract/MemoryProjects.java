package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.FieldValue;
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
import dev.stile.api.store.ListingEnd;
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
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.tracker.MemoryTracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The healthy store over all projects of a world, in the name of one person. */
final class MemoryProjects extends BaseRecordStore {
    private static final int LONGEST_TITLE = 255;

    /** What the tracker in memory lacks. */
    private static final Set<Feature> ADDED =
            EnumSet.of(
                    Feature.ASSIGNEES,
                    Feature.CLOSE,
                    Feature.COMMENTS_READ,
                    Feature.COMMENTS_WRITE,
                    Feature.WORKFLOW);

    private final MemoryWorld world;
    private final Who who;
    private final MemoryTracker any = new MemoryTracker(new ProjectRef("any"), 1);

    MemoryProjects(MemoryWorld world, Who who) {
        this.world = world;
        this.who = who;
    }

    private MemoryTracker reading(ProjectRef project) {
        if (who == Who.WRONG_SECRET) {
            throw new Auth("nobody has this secret");
        }
        return world.tracker(project)
                .filter(tracker -> who != Who.OUTSIDER)
                .orElseThrow(() -> new NotFound(NotFound.What.PROJECT, "there is no such project"));
    }

    private MemoryTracker writing(ProjectRef project) {
        MemoryTracker tracker = reading(project);
        if (who == Who.READER) {
            throw new Permission("a reader may not write", List.of("write"));
        }
        return tracker;
    }

    @Override
    public String name() {
        return any.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return ADDED.contains(feature) || any.supports(feature);
    }

    @Override
    public String rootCollectionName() {
        return any.rootCollectionName();
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        return reading(project).schema(project, call).map(MemoryProjects::withPeopleAndComments);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        Listing all = reading(project).listRecords(project, options, call);
        return world.listedAtMost(project)
                .map(
                        most ->
                                Pages.endingAs(
                                        new ListingEnd.Truncated(
                                                "the world", OptionalLong.of(most), most),
                                        firstOf(all, most)))
                .orElse(all);
    }

    private static RecordSchema withPeopleAndComments(RecordSchema plain) {
        List<FieldSchema> fields = new ArrayList<>(plain.fields());
        fields.add(
                FieldSchema.of(FieldRef.ASSIGNEES, FieldType.listOf(FieldType.Kind.PERSON))
                        .allowing(new AllowedValues.People(MemoryWorld.PEOPLE)));
        return new RecordSchema(
                plain.root(),
                fields,
                plain.statuses(),
                plain.bodyFormat(),
                plain.pageSize(),
                plain.timeGranularity(),
                plain.overlap(),
                plain.idsAreCaseSensitive(),
                RecordSchema.CommentRules.ADD_AND_CHANGE_OWN,
                plain.attachmentsOffered());
    }

    private static Listing firstOf(Listing all, int most) {
        List<ListedItem> first = all.nextPage().orElseThrow().items().stream().limit(most).toList();
        return Listings.byCursor(
                ListOptions.everything(),
                page ->
                        new PageSource.Fetched(
                                first, Optional.empty(), true, Optional.empty(), Optional.empty()));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        return reading(project).listChangedSince(project, cursor, call);
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return reading(project).getRecord(project, id, call);
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        if (draft.value().title().length() > LONGEST_TITLE) {
            throw new Invalid(FieldRef.TITLE, "it is too long", List.of());
        }
        return writing(project).createRecord(project, draft, key, call);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        return reading(project).findCreated(project, intent, key, since, call);
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        MemoryTracker tracker = writing(project);
        check(Seen.in(tracker.getRecord(project, id, call)), change.value(), call);
        boolean ignores =
                world.ignoresDue(project) && change.value().changedFields().contains(FieldRef.DUE);
        WriteResult result =
                tracker.updateRecord(
                        project,
                        id,
                        ignores ? change.map(MemoryProjects::withoutDue) : change,
                        precondition,
                        call);
        return ignores ? result.without(List.of(FieldRef.DUE)) : result;
    }

    private static void check(TrackerRecord before, RecordChange change, CallContext call) {
        for (FieldChange each : change.fields()) {
            if (each instanceof FieldChange.Set(FieldRef field, FieldValue value)) {
                if (field.equals(FieldRef.ASSIGNEES)
                        && value instanceof FieldValue.ListValue(List<FieldValue> people)
                        && !people.stream().allMatch(MemoryProjects::isKnown)) {
                    throw new Invalid(FieldRef.ASSIGNEES, "nobody here is called so", List.of());
                }
                if (field.equals(FieldRef.STATUS)
                        && before.value(field).equals(Optional.of(value))) {
                    throw new Invalid(FieldRef.STATUS, "it has it already", others(before, call));
                }
            }
        }
    }

    private static boolean isKnown(FieldValue person) {
        return MemoryWorld.PEOPLE.stream()
                .map(FieldValue.PersonValue::new)
                .anyMatch(person::equals);
    }

    /** The workflow: from each status to every other one. */
    private static List<Tainted<String>> others(TrackerRecord record, CallContext call) {
        return Stream.of("Open", "Done")
                .filter(name -> !name.equals(record.status().orElseThrow().name()))
                .map(name -> Tainted.of(name, call.label()))
                .toList();
    }

    private static RecordChange withoutDue(RecordChange change) {
        List<FieldChange> rest =
                change.fields().stream()
                        .filter(
                                each ->
                                        !(each instanceof FieldChange.Set(FieldRef field, var value)
                                                && field.equals(FieldRef.DUE)))
                        .toList();
        return new RecordChange(rest, change.body());
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        MemoryTracker tracker = writing(project);
        if (mode == RemoveMode.DELETE) {
            return tracker.deleteOrClose(project, id, mode, reason, precondition, call);
        } else if (tracker.now(id).isEmpty()) {
            return new RemoveResult.AlreadyGone();
        }
        RecordChange done = Scene.set(FieldRef.STATUS, new FieldValue.TextValue("Done"));
        return new RemoveResult.Closed(
                tracker.updateRecord(project, id, Scene.safe(done), precondition, call).record());
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        reading(project);
        return world.comments(project).of(record, call.label());
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        writing(project);
        return world.comments(project).add(record, draft.value(), call.label());
    }

    @Override
    public Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        writing(project);
        return world.comments(project).change(comment, draft.value(), precondition, call.label());
    }

    @Override
    public RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        writing(project);
        world.comments(project).remove(comment, precondition);
        return new RemoveResult.Deleted();
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return any.probe(call);
    }
}
