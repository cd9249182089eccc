package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.Publication;
import dev.stile.git.mirror.PushedCommit;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts what a push wrote on main: as the server has it now, under the names that the server gave.
 */
final class Publishing {
    private final Mirror mirror;
    private final PushPlan plan;
    private final String cloneKey;
    private final Instant at;
    private final Clock clock;

    /**
     * @param at the server's time before the first write
     * @param clock ours
     */
    Publishing(Mirror mirror, PushPlan plan, String cloneKey, Instant at, Clock clock) {
        this.mirror = mirror;
        this.plan = plan;
        this.cloneKey = cloneKey;
        this.at = at;
        this.clock = clock;
    }

    /**
     * Everything was written: main becomes a merge of itself and the pushed tip, so that git calls
     * the same push up to date. If nothing was to be written and the tip is on main already,
     * nothing happens.
     */
    void whole(List<EntryResult> results) {
        boolean known = mirror.repository().isPublished(plan.tip());
        if (known && results.isEmpty() && plan.files().isEmpty() && plan.gone().isEmpty()) {
            return;
        }
        List<PushedPath> pushed = new ArrayList<>(plan.standing());
        Map<String, ObjectId> blobs = blobs();
        for (EntryResult result : results) {
            pushedPath(result, blobs).ifPresent(pushed::add);
        }
        publish(
                results,
                known ? Optional.empty() : Optional.of(plan.tip()),
                Optional.of(new PushedCommit(plan.tip(), plan.base(), pushed, plan.ended())),
                List.of(),
                plan.remembered().stream()
                        .map(path -> new Publication.Settled(cloneKey, path))
                        .toList(),
                plan.files());
    }

    /**
     * Only a part was written: main shows that part and has one parent more, its own. With the
     * pushed tip as a second parent git would call the rest up to date and never send it.
     */
    void partial(List<EntryResult> results) {
        Map<String, ObjectId> blobs = blobs();
        List<MadeRecord> made = new ArrayList<>();
        for (EntryResult result : results) {
            if (result instanceof EntryResult.Written written) {
                // A record that was closed has no file in the pushed commit.
                made.add(
                        new MadeRecord(
                                cloneKey,
                                written.path(),
                                written.shown().id(),
                                version(written),
                                blobs.getOrDefault(written.path(), ObjectId.ZERO)));
            }
        }
        publish(results, Optional.empty(), Optional.empty(), made, List.of(), Map.of());
    }

    private void publish(
            List<EntryResult> results,
            Optional<ObjectId> second,
            Optional<PushedCommit> pushed,
            List<MadeRecord> made,
            List<Publication.Settled> settled,
            Map<String, Optional<ObjectId>> files) {
        List<ShownRecord> shown = new ArrayList<>();
        List<RecordId> hidden = new ArrayList<>();
        try (BlobWriter writer = mirror.repository().blobWriter()) {
            for (EntryResult result : results) {
                switch (result) {
                    case EntryResult.Written written -> {
                        writer.hand(written.now().content().value());
                        shown.add(written.shown());
                    }
                    case EntryResult.Removed removed -> hidden.add(removed.record());
                    case EntryResult.Failed failed -> {}
                    case EntryResult.Unknown unknown -> {}
                    case EntryResult.NotTried notTried -> {}
                }
            }
            if (second.isEmpty()
                    && shown.isEmpty()
                    && hidden.isEmpty()
                    && files.isEmpty()
                    && made.isEmpty()) {
                return;
            }
            mirror.publish(
                    new Publication(
                            false,
                            shown,
                            hidden,
                            files,
                            second,
                            pushed,
                            made,
                            cloneKey,
                            settled,
                            List.copyOf(hidden),
                            closed(results),
                            Optional.empty(),
                            latest(shown),
                            clock.instant(),
                            message(shown.size(), hidden.size())),
                    writer);
        }
    }

    /** Main shows at no time what the server did not have by then. */
    private Instant latest(List<ShownRecord> written) {
        return written.stream()
                .flatMap(record -> record.updatedAt().stream())
                .filter(at::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(at);
    }

    /** What a removed file left written is a record that was closed. */
    private List<RecordId> closed(List<EntryResult> results) {
        Set<String> removed =
                plan.writes().stream()
                        .filter(PlannedWrite.Remove.class::isInstance)
                        .map(PlannedWrite::path)
                        .collect(Collectors.toSet());
        return results.stream()
                .filter(EntryResult.Written.class::isInstance)
                .map(EntryResult.Written.class::cast)
                .filter(written -> removed.contains(written.path()))
                .map(written -> written.shown().id())
                .toList();
    }

    private String message(int written, int removed) {
        return "push stile::"
                + mirror.identity()
                + ": "
                + written
                + " written, "
                + removed
                + " removed\n\nStile-Tip: "
                + plan.tip()
                + "\n";
    }

    private Optional<PushedPath> pushedPath(EntryResult result, Map<String, ObjectId> blobs) {
        return switch (result) {
            case EntryResult.Written written ->
                    Optional.of(
                            new PushedPath(
                                    plan.tip(),
                                    written.path(),
                                    written.shown().id(),
                                    version(written),
                                    // A record that was closed has no file in the pushed commit.
                                    blobs.getOrDefault(written.path(), ObjectId.ZERO)));
            case EntryResult.Removed removed ->
                    Optional.of(PushedPath.ofGone(plan.tip(), removed.path(), removed.record()));
            case EntryResult.Failed failed -> Optional.empty();
            case EntryResult.Unknown unknown -> Optional.empty();
            case EntryResult.NotTried notTried -> Optional.empty();
        };
    }

    /** The version with which the next edit of the file is compared. */
    private Version version(EntryResult.Written written) {
        return plan.writes().stream()
                .filter(PlannedWrite.Update.class::isInstance)
                .map(PlannedWrite.Update.class::cast)
                .filter(update -> update.path().equals(written.path()))
                .flatMap(update -> update.startedFrom().stream())
                .findFirst()
                .orElse(written.shown().version());
    }

    /** What the pushed commit has at the path of each write. */
    private Map<String, ObjectId> blobs() {
        Map<String, ObjectId> blobs = new HashMap<>();
        for (PlannedWrite write : plan.writes()) {
            switch (write) {
                case PlannedWrite.Create create -> blobs.put(create.path(), create.blob());
                case PlannedWrite.Update update -> blobs.put(update.path(), update.blob());
                case PlannedWrite.Remove remove -> {}
            }
        }
        return blobs;
    }
}
