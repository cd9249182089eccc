package dev.stile.git.push;

import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.diff.Draft;
import dev.stile.git.diff.Edit;
import dev.stile.git.process.ObjectId;

import java.util.Optional;

/** One write that a push asks for. */
public sealed interface PlannedWrite {
    /** The path in the pushed commit, or in its base where the file is gone. */
    String path();

    /**
     * A new record.
     *
     * @param path of the new file
     * @param blob its content
     * @param draft what it means
     */
    record Create(String path, ObjectId blob, Tainted<Draft> draft) implements PlannedWrite {}

    /**
     * A change of a record.
     *
     * @param path of the edited file
     * @param record which record it is
     * @param base what the change is a change of
     * @param blob the content in the pushed commit
     * @param edit what the change means
     * @param precondition what must hold
     * @param startedFrom the version that the file was last known to show, where others changed the
     *     record since and the write goes beside their change: the file shows that change no more
     *     after the write than before it
     */
    record Update(
            String path,
            RecordId record,
            ObjectId base,
            ObjectId blob,
            Tainted<Edit> edit,
            Precondition precondition,
            Optional<Version> startedFrom)
            implements PlannedWrite {}

    /**
     * A removal of a record.
     *
     * @param path of the file that is gone
     * @param record which record it was
     * @param base its content before
     * @param precondition what must hold
     */
    record Remove(String path, RecordId record, ObjectId base, Precondition precondition)
            implements PlannedWrite {}
}
