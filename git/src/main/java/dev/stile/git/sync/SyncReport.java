package dev.stile.git.sync;

import dev.stile.core.error.Failure;
import dev.stile.git.process.ObjectId;

import java.util.List;
import java.util.Optional;

/**
 * What a sync did.
 *
 * @param tip main after it
 * @param full whether everything was listed
 * @param added records that are new
 * @param changed records whose file changed
 * @param removed records that are gone
 * @param warnings what a person should know; nothing of it stopped the sync
 */
public record SyncReport(
        Optional<ObjectId> tip,
        boolean full,
        int added,
        int changed,
        int removed,
        List<Failure> warnings) {
    public SyncReport {
        warnings = List.copyOf(warnings);
    }
}
