package dev.stile.core.registry;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.label.Label;
import dev.stile.api.record.Attachment;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
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
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RecordStore;
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
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Deed;
import dev.stile.core.registry.Guard.Doing;

import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A connector's record store as the house sees it. Before the connector is called: the policy, its
 * features, and what its schema lets one write. After it: the label of its project on everything,
 * and one family of errors.
 */
public final class GuardedRecordStore implements RecordStore {
    private final RecordStore inner;
    private final Guard guard;
    private final KnownSchemas schemas;

    GuardedRecordStore(RecordStore inner, Guard guard, KnownSchemas schemas) {
        this.inner = inner;
        this.guard = guard;
        this.schemas = schemas;
    }

    /** What this store goes by when it judges a write: a mirror gives it what it keeps. */
    public KnownSchemas schemas() {
        return schemas;
    }

    /** What the policy will say to a write there, so that a push can be refused whole. */
    public Optional<Failure> refusal(Deed deed, ProjectRef project, CallContext call) {
        try {
            guard.allowed(Doing.of(deed, AuditVerb.POLICY_DECIDE, project), call);
            return Optional.empty();
        } catch (Failure refused) {
            return Optional.of(refused);
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return inner.supports(feature);
    }

    @Override
    public String rootCollectionName() {
        return inner.rootCollectionName();
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        Tainted<RecordSchema> schema =
                run(
                        Doing.of(Deed.READ, AuditVerb.RECORD_READ, project).about("schema"),
                        call,
                        (label, own) -> inner.schema(project, own).joined(label));
        schemas.remember(project, schema);
        return schema;
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        Doing doing = Doing.of(Deed.READ, AuditVerb.RECORD_LIST, project);
        return listing(doing, call, own -> inner.listRecords(project, options, own));
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        require(Feature.CHANGED_SINCE);
        Doing doing = Doing.of(Deed.READ, AuditVerb.RECORD_LIST, project).about("changes");
        return listing(doing, call, own -> inner.listChangedSince(project, cursor, own));
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return run(
                Doing.of(Deed.READ, AuditVerb.RECORD_READ, project).about(id.text()),
                call,
                (label, own) ->
                        BodyBounds.bounded(inner.getRecord(project, id, own)).joined(label));
    }

    @Override
    public Map<RecordId, ReadResult> getRecords(
            ProjectRef project, List<RecordId> ids, CallContext call) {
        return run(
                Doing.of(Deed.READ, AuditVerb.RECORD_READ, project).about(ids.size() + " records"),
                call,
                (label, own) -> {
                    Map<RecordId, ReadResult> results = new LinkedHashMap<>();
                    inner.getRecords(project, ids, own)
                            .forEach((id, result) -> results.put(id, Labels.joined(result, label)));
                    return results;
                });
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        require(Feature.CREATE);
        WriteRules.check(knownSchema(project, call), draft.value());
        return write(
                Doing.of(Deed.CREATE, AuditVerb.RECORD_CREATE, project).about(key.text()),
                List.of(draft.label()),
                call,
                (label, own) -> Labels.joined(inner.createRecord(project, draft, key, own), label));
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        require(Feature.FIND_CREATED);
        return run(
                Doing.of(Deed.READ, AuditVerb.RECORD_LIST, project).about(key.text()),
                call,
                (label, own) -> inner.findCreated(project, intent, key, since, own));
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        require(Feature.UPDATE);
        WriteRules.check(knownSchema(project, call), change.value());
        return write(
                Doing.of(Deed.UPDATE, AuditVerb.RECORD_UPDATE, project).about(id.text()),
                List.of(change.label()),
                call,
                (label, own) ->
                        Labels.joined(
                                inner.updateRecord(project, id, change, precondition, own), label));
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        Doing doing =
                switch (mode) {
                    case DELETE -> Doing.of(Deed.DELETE, AuditVerb.RECORD_DELETE, project);
                    case CLOSE -> Doing.of(Deed.CLOSE, AuditVerb.RECORD_CLOSE, project);
                };
        require(mode == RemoveMode.DELETE ? Feature.DELETE : Feature.CLOSE);
        return run(
                doing.about(id.text()),
                call,
                (label, own) ->
                        Labels.joined(
                                inner.deleteOrClose(project, id, mode, reason, precondition, own),
                                label));
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        require(Feature.COMMENTS_READ);
        return run(
                Doing.of(Deed.READ, AuditVerb.COMMENT_LIST, project).about(record.text()),
                call,
                (label, own) ->
                        Labels.joined(
                                BodyBounds.bounded(inner.listComments(project, record, own)),
                                label));
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        require(Feature.COMMENTS_WRITE);
        WriteRules.check(draft.value());
        return write(
                Doing.of(Deed.CREATE, AuditVerb.COMMENT_CREATE, project).about(record.text()),
                List.of(draft.label()),
                call,
                (label, own) -> inner.addComment(project, record, draft, key, own).joined(label));
    }

    @Override
    public Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        require(Feature.COMMENTS_WRITE);
        WriteRules.check(draft.value());
        return write(
                Doing.of(Deed.UPDATE, AuditVerb.COMMENT_UPDATE, project)
                        .about(record + "/" + comment),
                List.of(draft.label()),
                call,
                (label, own) ->
                        inner.updateComment(project, record, comment, draft, precondition, own)
                                .joined(label));
    }

    @Override
    public RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        require(Feature.COMMENTS_WRITE);
        return run(
                Doing.of(Deed.DELETE, AuditVerb.COMMENT_DELETE, project)
                        .about(record + "/" + comment),
                call,
                (label, own) ->
                        Labels.joined(
                                inner.deleteComment(project, record, comment, precondition, own),
                                label));
    }

    @Override
    public List<Tainted<Attachment>> listAttachments(
            ProjectRef project, RecordId record, CallContext call) {
        require(Feature.ATTACHMENTS_READ);
        return run(
                Doing.of(Deed.READ, AuditVerb.ATTACHMENT_LIST, project).about(record.text()),
                call,
                (label, own) -> Labels.joined(inner.listAttachments(project, record, own), label));
    }

    @Override
    public Tainted<InputStream> openAttachment(
            ProjectRef project, RecordId record, RecordId attachment, CallContext call) {
        require(Feature.ATTACHMENTS_READ);
        return run(
                Doing.of(Deed.READ, AuditVerb.ATTACHMENT_READ, project)
                        .about(record + "/" + attachment),
                call,
                (label, own) ->
                        inner.openAttachment(project, record, attachment, own).joined(label));
    }

    @Override
    public Tainted<Attachment> addAttachment(
            ProjectRef project,
            RecordId record,
            Untainted<String, Sink.RecordField> name,
            Untainted<InputStream, Sink.RecordField> content,
            IdempotencyKey key,
            CallContext call) {
        require(Feature.ATTACHMENTS_WRITE);
        return write(
                Doing.of(Deed.CREATE, AuditVerb.ATTACHMENT_CREATE, project).about(record.text()),
                List.of(name.label(), content.label()),
                call,
                (label, own) ->
                        inner.addAttachment(project, record, name, content, key, own)
                                .joined(label));
    }

    @Override
    public Tainted<TrackerRecord> getRevision(
            ProjectRef project, RecordId id, Version version, CallContext call) {
        require(Feature.REVISIONS);
        return run(
                Doing.of(Deed.READ, AuditVerb.RECORD_READ, project).about(id.text()),
                call,
                (label, own) ->
                        BodyBounds.bounded(inner.getRevision(project, id, version, own))
                                .joined(label));
    }

    @Override
    public List<ProjectInfo> projects(CallContext call) {
        require(Feature.PROJECTS);
        return run(
                ofConnection("projects"),
                call,
                (label, own) ->
                        inner.projects(own).stream()
                                .map(info -> Labels.joined(info, label))
                                .toList());
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return run(
                ofConnection("probe"),
                call,
                (label, own) -> Labels.joined(inner.probe(own), label));
    }

    private static Doing ofConnection(String target) {
        return new Doing(Deed.READ, AuditVerb.RECORD_READ, Optional.empty(), Optional.of(target));
    }

    /** A call that carries something to the readers of its place. */
    private <T> T write(
            Doing doing,
            List<Label> contents,
            CallContext call,
            BiFunction<Label, CallContext, T> work) {
        guard.requireCleared(doing, contents, call);
        return run(doing, call, work);
    }

    private <T> T run(Doing doing, CallContext call, BiFunction<Label, CallContext, T> work) {
        Label label = guard.label(doing.project());
        CallContext own = guard.labelled(call, label);
        return guard.run(doing, own, () -> work.apply(label, own));
    }

    private Listing listing(Doing doing, CallContext call, Function<CallContext, Listing> open) {
        Label label = guard.label(doing.project());
        CallContext own = guard.labelled(call, label);
        Supplier<Listing> opening = () -> open.apply(own);
        return new GuardedListing(guard, doing, label, own, opening);
    }

    /** What was given or read before; the server is asked only where nobody knows. */
    private Tainted<RecordSchema> knownSchema(ProjectRef project, CallContext call) {
        return schemas.of(project).orElseGet(() -> schema(project, call));
    }

    private void require(Feature feature) {
        if (!inner.supports(feature)) {
            throw new NotSupported(feature.name());
        }
    }
}
