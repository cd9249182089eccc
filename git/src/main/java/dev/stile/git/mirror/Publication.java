package dev.stile.git.mirror;

import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.git.process.ObjectId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the next commit of main shows. Its blobs are in the repository.
 *
 * @param pieces whether the pieces of a listing are shown, before what follows
 * @param shown records with their new content or version
 * @param hidden records that are gone
 * @param files other files by path: the new blob, or nothing where the file goes
 * @param pushedTip the pushed commit that becomes the second parent
 * @param pushed what the pushed commit says, where all of it was written
 * @param made what an unfinished push made, to be remembered
 * @param cloneKey the clone that pushed; empty for a sync
 * @param settled paths of a clone whose memory of unfinished pushes ends here
 * @param deletes records that this publication's push deleted
 * @param closes records that it closed because their files were removed
 * @param cursor what the next delta continues from
 * @param at the server's time
 * @param recordedAt our clock, by which what is remembered here runs out
 * @param message words of ours
 */
public record Publication(
        boolean pieces,
        List<ShownRecord> shown,
        List<RecordId> hidden,
        Map<String, Optional<ObjectId>> files,
        Optional<ObjectId> pushedTip,
        Optional<PushedCommit> pushed,
        List<MadeRecord> made,
        String cloneKey,
        List<Settled> settled,
        List<RecordId> deletes,
        List<RecordId> closes,
        Optional<Cursor> cursor,
        Instant at,
        Instant recordedAt,
        String message) {
    /** A path of a clone whose push is done. */
    public record Settled(String cloneKey, String path) {}

    public Publication {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
        files = Map.copyOf(files);
        made = List.copyOf(made);
        settled = List.copyOf(settled);
        deletes = List.copyOf(deletes);
        closes = List.copyOf(closes);
    }

    /** Whether a push wrote what is shown. */
    boolean isOfPush() {
        return !cloneKey.isEmpty();
    }

    /** What a sync found. */
    public static Publication ofSync(
            boolean pieces,
            List<ShownRecord> shown,
            List<RecordId> hidden,
            Map<String, Optional<ObjectId>> files,
            Optional<Cursor> cursor,
            Instant at,
            String message) {
        return new Publication(
                pieces,
                shown,
                hidden,
                files,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                List.of(),
                List.of(),
                List.of(),
                cursor,
                at,
                at,
                message);
    }
}
