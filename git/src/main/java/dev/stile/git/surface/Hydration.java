package dev.stile.git.surface;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.Publication;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.sync.BodyReads;
import dev.stile.git.sync.ProjectFormat;
import dev.stile.git.sync.RenderedRecord;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Stubs;
import dev.stile.git.sync.Tracker;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fetches the texts of stubs that somebody names, and publishes them. Used once, by the holder of
 * the mirror's lock.
 */
final class Hydration {
    private final Mirror mirror;
    private final MirrorState state;
    private final Supplier<Tracker> tracker;
    private final Clock clock;
    private final List<ShownRecord> shown = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<String> tooLarge = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    Hydration(Mirror mirror, Supplier<Tracker> tracker, Clock clock) {
        this.mirror = mirror;
        this.state = mirror.state();
        this.tracker = tracker;
        this.clock = clock;
    }

    HydrationReport run(List<String> paths, int limit) {
        List<ShownRecord> stubs = stubs(paths);
        if (limit > 0 && stubs.size() > limit) {
            throw tooMany(paths, stubs.size(), limit);
        }
        if (stubs.isEmpty()) {
            return new HydrationReport(0, 0, List.of(), tooLarge, unreadable, Optional.empty());
        }
        ProjectFormat format =
                ProjectFormat.of(new SchemaCache(mirror.state(), tracker.get()).stored());
        try (BodyReads reads = new BodyReads(tracker.get());
                BlobWriter writer = mirror.repository().blobWriter()) {
            for (int from = 0; from < stubs.size(); from += BodyReads.BATCH) {
                List<ShownRecord> batch =
                        stubs.subList(from, Math.min(stubs.size(), from + BodyReads.BATCH));
                List<BodyReads.Outcome> outcomes =
                        reads.read(batch.stream().map(ShownRecord::id).toList());
                for (int index = 0; index < batch.size(); index++) {
                    take(batch.get(index), outcomes.get(index), format, writer);
                }
            }
            if (!shown.isEmpty()) {
                publish(writer);
            }
            Optional<ConnectorException> why =
                    reads.stopped()
                            .or(() -> shown.isEmpty() ? reads.unanswered() : Optional.empty());
            return new HydrationReport(stubs.size(), shown.size(), left, tooLarge, unreadable, why);
        }
    }

    private void take(
            ShownRecord stub, BodyReads.Outcome outcome, ProjectFormat format, BlobWriter writer) {
        switch (outcome) {
            case BodyReads.Outcome.Found(Tainted<TrackerRecord> record) -> {
                RenderedRecord rendered = RenderedRecord.of(record, format);
                if (rendered.completes(stub, state)) {
                    writer.hand(rendered.content().value());
                    shown.add(rendered.shown());
                } else {
                    left.add(stub.path());
                }
            }
            case BodyReads.Outcome.Gone gone -> left.add(stub.path());
            case BodyReads.Outcome.Failed failed -> left.add(stub.path());
            case BodyReads.Outcome.NotTried notTried -> left.add(stub.path());
        }
    }

    private void publish(BlobWriter writer) {
        mirror.publish(
                Publication.ofSync(
                        false,
                        shown,
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        state.meta(MetaName.SERVER_TIME)
                                .map(Instant::parse)
                                .orElseGet(clock::instant),
                        "sync stile::"
                                + mirror.identity()
                                + ": "
                                + shown.size()
                                + " changed, 0 added, 0 removed\n\nStile-Sync: hydrate\n"),
                writer);
    }

    /** The stubs at these paths or below them, each once. */
    private List<ShownRecord> stubs(List<String> paths) {
        Map<String, ShownRecord> found = new LinkedHashMap<>();
        for (String typed : paths) {
            String path = typed.replaceFirst("^(\\./+)+", "").replaceFirst("/+$", "");
            List<ShownRecord> named = new ArrayList<>();
            state.shownAt(path).ifPresentOrElse(named::add, () -> below(path, named::add));
            if (named.isEmpty()) {
                throw Failure.of(Code.NOT_FOUND)
                        .headline("no record of stile::" + mirror.identity() + " is at " + typed)
                        .argument("connection", mirror.identity().connection())
                        .fact("path", typed)
                        .build();
            }
            named.forEach(record -> found.put(record.path(), record));
        }
        List<ShownRecord> stubs = new ArrayList<>();
        Stubs.markers(mirror, records -> found.values().forEach(records))
                .forEach(
                        (record, marker) -> {
                            switch (marker) {
                                case DEFERRED -> stubs.add(record);
                                case TOO_LARGE -> tooLarge.add(record.path());
                                case UNREADABLE -> unreadable.add(record.path());
                            }
                        });
        return stubs;
    }

    private void below(String folder, Consumer<ShownRecord> records) {
        String prefix = folder.isEmpty() || folder.equals(".") ? "" : folder + "/";
        state.eachShown(
                record -> {
                    if (record.path().startsWith(prefix)) {
                        records.accept(record);
                    }
                });
    }

    private Failure tooMany(List<String> paths, int wanted, int limit) {
        return Failure.of(Code.BODY_LIMIT)
                .headline(wanted + " texts were wanted, and the limit is " + limit)
                .argument("where", "stile::" + mirror.identity())
                .argument("paths", paths)
                .argument("wanted", Integer.toString(wanted))
                .fact("wanted", Integer.toString(wanted))
                .fact("limit", Integer.toString(limit))
                .build();
    }
}
