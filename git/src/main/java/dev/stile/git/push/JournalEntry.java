package dev.stile.git.push;

import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

import java.time.Instant;
import java.util.Optional;

/**
 * One write of a push as the journal keeps it: with the pushed tip, which is kept too, it says all
 * that is needed to find out later whether the write took effect.
 *
 * @param action what kind of write it is
 * @param path the path in the pushed commit, or in its base where the file is gone
 * @param record the record, where there is one before the write
 * @param base the content that the change is a change of
 * @param blob the content in the pushed commit
 * @param key names the write on every attempt
 * @param tip the pushed commit
 * @param main the mirror's main before the first attempt: what it shows came from no attempt
 * @param cloneKey the pushing clone
 * @param since a time by the server's own clock that is before the first attempt
 * @param mode what removing means, for a removal
 * @param reason why, for a removal
 * @param precondition what had to hold for the first attempt; none for a create, and none where an
 *     earlier release kept the entry, which did not say
 * @param startedFrom the older version that the file still shows after the write, if it does
 */
record JournalEntry(
        Action action,
        String path,
        Optional<RecordId> record,
        Optional<ObjectId> base,
        Optional<ObjectId> blob,
        IdempotencyKey key,
        ObjectId tip,
        Optional<ObjectId> main,
        String cloneKey,
        Instant since,
        RemoveMode mode,
        DeleteReason reason,
        Optional<Precondition> precondition,
        Optional<Version> startedFrom) {
    /** What kind of write it is. */
    enum Action {
        CREATE,
        UPDATE,
        REMOVE
    }

    /**
     * Whether it takes effect upon the version of the record that it was made for and upon no
     * other, wherever the tracker compares versions.
     */
    boolean isForOneVersion() {
        return precondition.filter(Precondition.IfVersion.class::isInstance).isPresent();
    }
}
