package dev.stile.api.store;

import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.RecordId;

/** Something that was sent to be created, and whose answer was lost. */
public sealed interface CreateIntent {
    /** A record. */
    record OfRecord(Untainted<RecordDraft, Sink.RecordField> draft) implements CreateIntent {}

    /** A comment on a record. */
    record OfComment(RecordId parent, Untainted<CommentDraft, Sink.RecordField> draft)
            implements CreateIntent {}

    /** An attachment of a record, told by its name and the hash of its bytes. */
    record OfAttachment(RecordId parent, Untainted<String, Sink.RecordField> name, String sha256)
            implements CreateIntent {}
}
