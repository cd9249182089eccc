package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.sync.RenderedRecord;

import java.util.Optional;

/** What became of one write. */
public sealed interface EntryResult {
    /** The path that it was about. */
    String path();

    /** The tracker has it, and this is the record now. */
    record Written(String path, RenderedRecord now, boolean created) implements EntryResult {
        public ShownRecord shown() {
            return now.shown();
        }
    }

    /** The record is gone. */
    record Removed(String path, RecordId record) implements EntryResult {}

    /** The tracker did not take it; nothing was written. */
    record Failed(String path, Problem problem) implements EntryResult {}

    /**
     * It may have been written.
     *
     * @param unchanged the record was read and is as it was, but the tracker may still be working
     */
    record Unknown(String path, Optional<RecordId> record, Problem problem, boolean unchanged)
            implements EntryResult {}

    /** It was not sent. */
    record NotTried(String path) implements EntryResult {}
}
