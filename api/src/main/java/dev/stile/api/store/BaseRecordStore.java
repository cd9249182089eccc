package dev.stile.api.store;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.record.Attachment;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record store in which every operation that a connector does not write answers {@link
 * NotSupported} with its feature, without a request. Reading several records reads them one by one.
 */
public abstract class BaseRecordStore implements RecordStore {
    /** Most ids that {@link #getRecords} takes. */
    public static final int BATCH = 100;

    protected BaseRecordStore() {}

    @Override
    public Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call) {
        throw missing(Feature.CHANGED_SINCE);
    }

    @Override
    public Map<RecordId, ReadResult> getRecords(
            ProjectRef project, List<RecordId> ids, CallContext call) {
        if (ids.size() > BATCH) {
            throw new IllegalArgumentException(
                    "at most " + BATCH + " ids a call, not " + ids.size());
        }
        Map<RecordId, ReadResult> results = new LinkedHashMap<>();
        for (RecordId id : ids) {
            results.put(id, readOne(project, id, call));
        }
        return results;
    }

    @Override
    public WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        throw missing(Feature.CREATE);
    }

    @Override
    public FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call) {
        throw missing(Feature.FIND_CREATED);
    }

    @Override
    public WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        throw missing(Feature.UPDATE);
    }

    @Override
    public RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        throw missing(mode == RemoveMode.DELETE ? Feature.DELETE : Feature.CLOSE);
    }

    @Override
    public List<Tainted<Comment>> listComments(
            ProjectRef project, RecordId record, CallContext call) {
        throw missing(Feature.COMMENTS_READ);
    }

    @Override
    public Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        throw missing(Feature.COMMENTS_WRITE);
    }

    @Override
    public Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call) {
        throw missing(Feature.COMMENTS_WRITE);
    }

    @Override
    public RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call) {
        throw missing(Feature.COMMENTS_WRITE);
    }

    @Override
    public List<Tainted<Attachment>> listAttachments(
            ProjectRef project, RecordId record, CallContext call) {
        throw missing(Feature.ATTACHMENTS_READ);
    }

    @Override
    public Tainted<InputStream> openAttachment(
            ProjectRef project, RecordId record, RecordId attachment, CallContext call) {
        throw missing(Feature.ATTACHMENTS_READ);
    }

    @Override
    public Tainted<Attachment> addAttachment(
            ProjectRef project,
            RecordId record,
            Untainted<String, Sink.RecordField> name,
            Untainted<InputStream, Sink.RecordField> content,
            IdempotencyKey key,
            CallContext call) {
        throw missing(Feature.ATTACHMENTS_WRITE);
    }

    @Override
    public Tainted<TrackerRecord> getRevision(
            ProjectRef project, RecordId id, Version version, CallContext call) {
        throw missing(Feature.REVISIONS);
    }

    @Override
    public List<ProjectInfo> projects(CallContext call) {
        throw missing(Feature.PROJECTS);
    }

    /** The error for an operation that is not written. */
    protected static NotSupported missing(Feature feature) {
        return new NotSupported(feature.name());
    }

    private ReadResult readOne(ProjectRef project, RecordId id, CallContext call) {
        try {
            return new ReadResult.Read(getRecord(project, id, call));
        } catch (ConnectorException failed) {
            return new ReadResult.Failed(failed);
        }
    }
}
