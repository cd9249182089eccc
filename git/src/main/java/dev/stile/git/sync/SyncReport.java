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
 * @param bodies fetched one by one, because a listing left them out
 * @param beyond the limit: bodies that were left out and not fetched
 * @param warnings what a person should know; nothing of it stopped the sync
 */
public record SyncReport(
        Optional<ObjectId> tip,
        boolean full,
        int added,
        int changed,
        int removed,
        int bodies,
        long beyond,
        List<Failure> warnings) {
    public SyncReport {
        warnings = List.copyOf(warnings);
    }
}
