package dev.stile.api.store;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.record.Attachment;
import dev.stile.api.record.Comment;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
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
import java.util.List;
import java.util.Map;

/**
 * One tracker or wiki as records.
 *
 * <p>Every method blocks and may be called from any thread, several at once. An implementation
 * reacts to interruption within two seconds, holds no lock across a request, keeps no state that
 * matters outside the context's store, and reaches the network only by the context's egress client.
 * Reads may be repeated. Every method that is not marked otherwise throws {@link NotSupported} when
 * its feature is off, without a request, and {@link NotFound} for a project or record that is not
 * there; besides these any {@link dev.stile.api.error.ConnectorException}.
 */
public interface RecordStore {
    /** The connector's slug, constant, as in its manifest. No request. */
    String name();

    /** Whether a feature is there: constant for a connection. No request. */
    boolean supports(Feature feature);

    /** The root folder of records, {@code [a-z]{1,20}}, constant. No request. */
    String rootCollectionName();

    /** What records of the project look like. May cost several requests. */
    Tainted<RecordSchema> schema(ProjectRef project, CallContext call);

    /**
     * All records. An empty project is an empty complete listing; a missing one is {@link NotFound}
     * at the first page.
     */
    Listing listRecords(ProjectRef project, ListOptions options, CallContext call);

    /**
     * Every record that changed since the cursor, at least once, and deletions and moves that the
     * server names. The connector itself starts its declared overlap earlier.
     *
     * @throws Invalid on field {@code cursor}, here or at the first page, if the cursor is too old
     *     or not ours
     */
    Listing listChangedSince(ProjectRef project, Cursor cursor, CallContext call);

    /** One record, equal to the listed one at the same version. */
    Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call);

    /**
     * Up to 100 records. One that cannot be read does not fail the others.
     *
     * @throws IllegalArgumentException for more than 100 ids
     */
    Map<RecordId, ReadResult> getRecords(ProjectRef project, List<RecordId> ids, CallContext call);

    /**
     * Creates a record. Never repeated once its request may have reached the server. If a later
     * request of a create with several fails, the result names the fields not yet applied.
     *
     * @throws OutcomeUnknown when there is no definite answer: ask {@link #findCreated}
     * @throws Invalid naming the field; nothing was created
     */
    WriteResult createRecord(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call);

    /**
     * Looks for what a lost answer may have created.
     *
     * @param since a time before the first attempt, by the server's own clock as far as that is
     *     known; 1970 where it is not
     * @return absent only if that is proven
     */
    FindResult findCreated(
            ProjectRef project,
            CreateIntent intent,
            IdempotencyKey key,
            Instant since,
            CallContext call);

    /**
     * Writes the named fields and no other.
     *
     * @throws VersionMismatch when the precondition does not hold; nothing was written
     * @throws Invalid naming the field; nothing was written
     * @throws OutcomeUnknown when there is no definite answer
     */
    WriteResult updateRecord(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call);

    /**
     * Does what the mode says, and never the other in its place.
     *
     * @throws VersionMismatch when the precondition does not hold; nothing was removed
     */
    RemoveResult deleteOrClose(
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            DeleteReason reason,
            Precondition precondition,
            CallContext call);

    /** The comments of a record, oldest first. */
    List<Tainted<Comment>> listComments(ProjectRef project, RecordId record, CallContext call);

    /** Adds a comment; the rules of {@link #createRecord} hold. */
    Tainted<Comment> addComment(
            ProjectRef project,
            RecordId record,
            Untainted<CommentDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call);

    /** Replaces the text of a comment. */
    Tainted<Comment> updateComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Untainted<CommentDraft, Sink.RecordField> draft,
            Precondition precondition,
            CallContext call);

    /** Deletes a comment. */
    RemoveResult deleteComment(
            ProjectRef project,
            RecordId record,
            RecordId comment,
            Precondition precondition,
            CallContext call);

    /** The attachments of a record, without their bytes. */
    List<Tainted<Attachment>> listAttachments(
            ProjectRef project, RecordId record, CallContext call);

    /** The bytes of an attachment, within the gate's limits. The caller closes the stream. */
    Tainted<InputStream> openAttachment(
            ProjectRef project, RecordId record, RecordId attachment, CallContext call);

    /**
     * Adds an attachment; the rules of {@link #createRecord} hold. The stream is read to its end
     * and not closed.
     */
    Tainted<Attachment> addAttachment(
            ProjectRef project,
            RecordId record,
            Untainted<String, Sink.RecordField> name,
            Untainted<InputStream, Sink.RecordField> content,
            IdempotencyKey key,
            CallContext call);

    /** A record as it was at an old version; {@link NotFound} if that has expired. */
    Tainted<TrackerRecord> getRevision(
            ProjectRef project, RecordId id, Version version, CallContext call);

    /** The projects that the credentials can see. */
    List<ProjectInfo> projects(CallContext call);

    /**
     * Who we are there, what our credentials lack, what the server's clock says. Needs no feature.
     */
    ProbeResult probe(CallContext call);
}
