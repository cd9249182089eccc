package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
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
import dev.stile.api.store.Listing;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.store.ProjectInfo;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.RecordReader;
import dev.stile.connectors.sim.wire.SchemaReader;

import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records of one simulator.
 *
 * <p>What it cannot do: attachments, for the gate carries no bytes yet; conditional reads; reading
 * several records at once.
 */
final class SimStore extends BaseRecordStore {
    private static final Set<Feature> FEATURES =
            EnumSet.of(
                    Feature.CREATE,
                    Feature.UPDATE,
                    Feature.DELETE,
                    Feature.CLOSE,
                    Feature.COMMENTS_READ,
                    Feature.COMMENTS_WRITE,
                    Feature.LINKS,
                    Feature.PARENT,
                    Feature.PARENT_WRITE,
                    Feature.ASSIGNEES,
                    Feature.LABELS,
                    Feature.EXTENSIONS_WRITE,
                    Feature.WORKFLOW,
                    Feature.CHANGED_SINCE,
                    Feature.DELETIONS_IN_DELTA,
                    Feature.CONDITIONAL_WRITE,
                    Feature.IDEMPOTENT_CREATE,
                    Feature.FIND_CREATED,
                    Feature.REVISIONS,
                    Feature.BODIES_IN_LISTING,
                    Feature.PROJECTS);

    private final SimClient client;
    private final SchemaReader schemas;
    private final Pages pages;
    private final Writes writes;
    private final Comments comments;
    private final Service service;

    SimStore(EgressClient egress, URI base, int pageSize) {
        client = new SimClient(egress, base);
        schemas = new SchemaReader(pageSize);
        pages = new Pages(client, pageSize);
        writes = new Writes(client);
        comments = new Comments(client);
        service = new Service(client);
    }

    @Override
    public String name() {
        return SimProvider.SLUG;
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
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        Tainted<JsonView> answer =
                client.read(
                                client.project(project, "schema"),
                                "reading the schema",
                                What.PROJECT,
                                call)
                        .json();
        return answer.map(schemas::read);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        return pages.records(project, options, call);
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        return pages.changes(project, cursor, call);
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return record(
                client.read(client.record(project, id), "reading the record", What.RECORD, call),
                id);
    }

    @Override
    public Tainted<TrackerRecord> getRevision(
            ProjectRef project, RecordId id, Version version, CallContext call) {
        return record(
                client.read(
                        client.revision(project, id, version),
                        "reading an old version",
                        What.REVISION,
                        call),
                id);
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return writes.create(project, draft, key, call);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        return switch (intent) {
            case CreateIntent.OfRecord _ -> writes.find(project, Optional.empty(), key, call);
            case CreateIntent.OfComment(RecordId parent, var _) ->
                    writes.find(project, Optional.of(parent), key, call);
            case CreateIntent.OfAttachment _ -> throw missing(Feature.ATTACHMENTS_WRITE);
        };
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        return writes.update(project, id, change, precondition, call);
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        return switch (mode) {
            case DELETE -> writes.delete(project, id, precondition, call);
            case CLOSE -> writes.close(project, id, reason, precondition, call);
        };
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        return comments.all(project, record, call);
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return comments.add(project, record, draft, key, call);
    }

    @Override
    public Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        return comments.update(project, record, comment, draft, precondition, call);
    }

    @Override
    public RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        return comments.delete(project, record, comment, precondition, call);
    }

    @Override
    public List<ProjectInfo> projects(CallContext call) {
        return service.projects(call);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return service.probe(call);
    }

    private static Tainted<TrackerRecord> record(HttpAnswer answer, RecordId id) {
        Tainted<TrackerRecord> record = answer.json().map(RecordReader::read);
        if (!record.checked(TrackerRecord::id).equals(id)) {
            throw new Malformed("the record that was asked for, not another");
        }
        return record;
    }
}
