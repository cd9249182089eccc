package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Position;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.Publication;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sync of one mirror. Used once, by the holder of the mirror's lock.
 *
 * <p>A delta is asked for where there is a cursor; everything is listed where there is none, when a
 * cursor was refused, or when the caller wants it. Only a complete listing may say that a record is
 * gone, and then a single read confirms it.
 */
public final class Sync {
    /**
     * Records after which a listing under way is made durable, so that a kill costs at most so
     * many.
     */
    private static final int PIECE = 10_000;

    /**
     * A full listing that took no more pages than this is repeated inside a fetch when it is due.
     */
    private static final long CHEAP_PAGES = 20;

    private static final int NAMED = 10;

    private final Mirror mirror;
    private final MirrorState state;
    private final Tracker tracker;
    private final SchemaCache schemas;
    private final MirrorOptions options;
    private final Clock clock;
    private final Harvest harvest = new Harvest();
    private final List<RecordId> listedIds = new ArrayList<>();
    private boolean renderAll;
    private boolean noneShown;

    public Sync(Mirror mirror, Tracker tracker, MirrorOptions options, Clock clock) {
        this.mirror = mirror;
        this.state = mirror.state();
        this.tracker = tracker;
        this.schemas = new SchemaCache(mirror.state(), tracker);
        this.options = options;
        this.clock = clock;
    }

    /**
     * Asks the tracker and publishes what is new.
     *
     * @throws Failure LISTING_TRUNCATED for a first listing that was cut, unless the user accepts
     *     that
     * @throws ConnectorException as the tracker's store raises it; what was stored before stays
     */
    public SyncReport run(SyncMode mode) {
        mirror.finishPending();
        Optional<Cursor> cursor = state.cursor();
        boolean first = mirror.repository().tip().isEmpty();
        if (mode == SyncMode.FULL
                || cursor.isEmpty()
                || first
                || !tracker.store().supports(Feature.CHANGED_SINCE)) {
            return full(mode, first);
        }
        if (mode == SyncMode.FETCH && isFullListingDue()) {
            return full(mode, false);
        }
        try {
            return delta(cursor.get());
        } catch (ConnectorException.Invalid refused) {
            if (!refused.field().equals("cursor")) {
                throw refused;
            }
            harvest.warn(Failure.of(Code.CURSOR_RESET).cause(refused).build());
            return full(mode, false);
        }
    }

    private boolean isFullListingDue() {
        Optional<Instant> listed = state.meta(MetaName.LISTED_AT).map(Instant::parse);
        if (listed.isEmpty()) {
            return false;
        }
        Duration age = Duration.between(listed.get(), clock.instant());
        if (age.compareTo(options.fullSyncEvery()) < 0) {
            return false;
        }
        long pages = Long.parseLong(state.meta(MetaName.LISTED_PAGES).orElse("0"));
        if (pages <= CHEAP_PAGES) {
            return true;
        }
        harvest.warn(
                Failure.of(Code.SYNC_DUE)
                        .headline("everything was last listed " + age.toHours() + " hours ago")
                        .argument("where", "stile::" + mirror.identity())
                        .build());
        return false;
    }

    private SyncReport delta(Cursor cursor) {
        ProjectFormat format = ProjectFormat.of(schemas.stored());
        try (BlobWriter writer = mirror.repository().blobWriter();
                Listing listing =
                        tracker.store()
                                .listChangedSince(
                                        tracker.project(), cursor, tracker.calls().get())) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                take(page.get(), format, writer);
            }
            keepUnreadable(format, writer);
            writer.finish();
            boolean reachedEnd = listing.end() instanceof ListingEnd.Complete;
            return publish(reachedEnd ? listing.nextCursor() : Optional.empty(), Map.of(), false);
        }
    }

    private SyncReport full(SyncMode mode, boolean first) {
        noneShown = state.shownCount() == 0;
        RecordSchema before = first ? schemas.read() : schemas.stored();
        RecordSchema schema = first ? before : schemas.read();
        renderAll = mode == SyncMode.FULL || !schema.equals(before);
        ProjectFormat format = ProjectFormat.of(schema);
        Optional<Position> from = state.meta(MetaName.LISTING_POSITION).map(Position::new);
        if (from.isEmpty()) {
            state.dropStaged();
        }
        harvest.resumeWith(state.staged().size());
        try (BlobWriter writer = mirror.repository().blobWriter();
                Listing listing =
                        tracker.store()
                                .listRecords(
                                        tracker.project(),
                                        new ListOptions(from, true),
                                        tracker.calls().get())) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                take(page.get(), format, writer);
                if (harvest.pending() >= PIECE) {
                    writer.checkpoint();
                    stage(page.get().resume());
                }
            }
            judge(listing.end(), first);
            if (listing.end() instanceof ListingEnd.Complete && !noneShown) {
                stage(Optional.empty());
                confirmAbsences();
            }
            keepUnreadable(format, writer);
            Map<String, Optional<ObjectId>> files = schemaFile(schema, writer);
            writer.finish();
            state.remember(
                    Map.of(
                            MetaName.LISTED_PAGES, Integer.toString(harvest.pages()),
                            MetaName.LISTED_AT, clock.instant().toString()));
            return publish(listing.nextCursor(), files, true);
        }
    }

    private void stage(Optional<Position> resume) {
        state.stage(harvest.takePiece(), listedIds, resume);
        listedIds.clear();
    }

    private Map<String, Optional<ObjectId>> schemaFile(RecordSchema schema, BlobWriter writer) {
        Map<String, Optional<ObjectId>> files = new HashMap<>();
        files.put(Layout.SCHEMA_PATH, Optional.of(writer.write(SchemaCache.file(schema))));
        return files;
    }

    private void take(Page page, ProjectFormat format, BlobWriter writer) {
        harvest.page(page.items().size(), page.serverTime().map(Moment::at));
        for (ListedItem item : page.items()) {
            switch (item) {
                case ListedItem.Present present -> consider(present, format, writer);
                case ListedItem.Deleted(RecordId id) -> hide(id);
                case ListedItem.Moved(RecordId from, RecordId to) -> {
                    hide(from);
                    consider(single(to), format, writer);
                }
                case ListedItem.Unreadable(Optional<RecordId> id, String reason) ->
                        harvest.unreadable(id);
            }
        }
        tracker.calls().get().progress().step("records", harvest.items());
    }

    private ListedItem.Present single(RecordId id) {
        Tainted<TrackerRecord> record =
                tracker.store().getRecord(tracker.project(), id, tracker.calls().get());
        return new ListedItem.Present(id, record.checked(read -> read.meta().version()), record);
    }

    private void hide(RecordId id) {
        if (state.shown(id).isPresent()) {
            harvest.hide(id);
        }
    }

    /**
     * Renders a record unless main shows it at that version already, or the answer is older than
     * what main shows.
     */
    private void consider(ListedItem.Present present, ProjectFormat format, BlobWriter writer) {
        if (!noneShown) {
            listedIds.add(present.id());
        }
        Optional<ShownRecord> shown = noneShown ? Optional.empty() : state.shown(present.id());
        if (shown.isPresent() && !renderAll) {
            if (shown.get().version().equals(present.version())
                    || state.isSuperseded(present.id(), present.version())) {
                return;
            }
        }
        RenderedRecord rendered = RenderedRecord.of(present.record(), format);
        if (shown.isPresent() && !renderAll && isOlder(rendered.shown(), shown.get())) {
            ListedItem.Present now = single(present.id());
            rendered = RenderedRecord.of(now.record(), format);
        }
        if (shown.isPresent() && shown.get().blob().equals(rendered.shown().blob())) {
            if (!shown.get().version().equals(rendered.shown().version())) {
                harvest.showSameContent(rendered.shown());
            }
            return;
        }
        writer.write(rendered.content().value());
        harvest.show(rendered.shown(), shown.isEmpty());
    }

    /**
     * An unknown version whose time is before what main shows: two answers crossed, and a single
     * read settles it.
     */
    private static boolean isOlder(ShownRecord listed, ShownRecord shown) {
        return listed.updatedAt().isPresent()
                && shown.updatedAt().isPresent()
                && listed.updatedAt().get().isBefore(shown.updatedAt().get());
    }

    private void judge(ListingEnd end, boolean first) {
        switch (end) {
            case ListingEnd.Complete complete -> {}
            case ListingEnd.Unknown(String why) ->
                    harvest.warn(Failure.of(Code.LISTING_UNPROVEN).detail(why).build());
            case ListingEnd.Truncated truncated -> {
                Failure failure =
                        Failure.of(Code.LISTING_TRUNCATED)
                                .headline(
                                        "the listing ended after "
                                                + truncated.seen()
                                                + " records: cut by "
                                                + truncated.by())
                                .argument("connection", mirror.identity().connection())
                                .build();
                if (first && !options.acceptTruncated()) {
                    throw failure;
                }
                harvest.warn(failure);
            }
        }
    }

    /**
     * A complete listing did not name these records: each is gone only if a single read says so
     * too.
     */
    private void confirmAbsences() {
        for (ShownRecord missing : state.notListed()) {
            try {
                tracker.store().getRecord(tracker.project(), missing.id(), tracker.calls().get());
            } catch (ConnectorException.NotFound gone) {
                harvest.hide(missing.id());
            }
        }
    }

    /** What cannot be read keeps its last good file; where there is none, a stub says so. */
    private void keepUnreadable(ProjectFormat format, BlobWriter writer) {
        if (harvest.unreadableCount() == 0) {
            return;
        }
        for (RecordId id : harvest.unreadableIds()) {
            if (state.shown(id).isEmpty()) {
                ObjectId blob = writer.write(format.emitter().emitUnreadable(id));
                harvest.show(
                        new ShownRecord(
                                id,
                                format.layout().recordPath(id),
                                new Version("unreadable"),
                                blob,
                                BodyStyle.NEW.stored(),
                                Optional.empty(),
                                Optional.empty()),
                        true);
            }
        }
        Failure.Builder warning =
                Failure.of(Code.RECORDS_UNREADABLE)
                        .headline(
                                harvest.unreadableCount()
                                        + " records could not be read; their last good files stay");
        harvest.unreadableIds().stream()
                .limit(NAMED)
                .forEach(id -> warning.detail(format.layout().recordPath(id)));
        harvest.warn(warning.build());
    }

    private SyncReport publish(
            Optional<Cursor> cursor, Map<String, Optional<ObjectId>> files, boolean full) {
        Map<RecordId, ShownRecord> shown = new LinkedHashMap<>();
        if (full) {
            state.staged().forEach(record -> shown.put(record.id(), record));
        }
        harvest.shown().forEach(record -> shown.put(record.id(), record));
        Optional<ObjectId> tip;
        if (shown.isEmpty() && harvest.hidden().isEmpty() && files.isEmpty()) {
            cursor.filter(next -> !Optional.of(next).equals(state.cursor()))
                    .ifPresent(next -> state.remember(MetaName.CURSOR, next.text()));
            tip = mirror.repository().tip();
        } else {
            tip =
                    Optional.of(
                            mirror.publish(
                                    Publication.ofSync(
                                            List.copyOf(shown.values()),
                                            harvest.hidden(),
                                            files,
                                            cursor,
                                            harvest.serverTime().orElseGet(clock::instant),
                                            message(full))));
        }
        return new SyncReport(
                tip,
                full,
                harvest.added(),
                harvest.changed(),
                harvest.hidden().size(),
                harvest.warnings());
    }

    private String message(boolean full) {
        return "sync stile::"
                + mirror.identity()
                + ": "
                + harvest.changed()
                + " changed, "
                + harvest.added()
                + " added, "
                + harvest.hidden().size()
                + " removed\n\nStile-Sync: "
                + (full ? "full" : "delta")
                + "\nStile-Pages: "
                + harvest.pages()
                + "\n";
    }
}
