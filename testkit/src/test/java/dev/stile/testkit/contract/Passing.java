package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
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

import java.time.Instant;
import java.util.List;

/** Passes everything on; a broken store says what it does otherwise. */
abstract class Passing extends BaseRecordStore {
    private final RecordStore healthy;

    Passing(RecordStore healthy) {
        this.healthy = healthy;
    }

    @Override
    public String name() {
        return healthy.name();
    }

    @Override
    public boolean supports(Feature feature) {
        return healthy.supports(feature);
    }

    @Override
    public String rootCollectionName() {
        return healthy.rootCollectionName();
    }

    @Override
    public Tainted<RecordSchema> schema(ProjectRef project, CallContext call) {
        return healthy.schema(project, call);
    }

    @Override
    public Listing listRecords(ProjectRef project, ListOptions options, CallContext call) {
        return healthy.listRecords(project, options, call);
    }

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        return healthy.listChangedSince(project, cursor, call);
    }

    @Override
    public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
        return healthy.getRecord(project, id, call);
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return healthy.createRecord(project, draft, key, call);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        return healthy.findCreated(project, intent, key, since, call);
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        return healthy.updateRecord(project, id, change, precondition, call);
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        return healthy.deleteOrClose(project, id, mode, reason, precondition, call);
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        return healthy.listComments(project, record, call);
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        return healthy.addComment(project, record, draft, key, call);
    }

    @Override
    public Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        return healthy.updateComment(project, record, comment, draft, precondition, call);
    }

    @Override
    public RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        return healthy.deleteComment(project, record, comment, precondition, call);
    }

    @Override
    public ProbeResult probe(CallContext call) {
        return healthy.probe(call);
    }
}
