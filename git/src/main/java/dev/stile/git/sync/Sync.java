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
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sync of one mirror. Used once, by the holder of the mirror's lock.
 *
 * <p>A delta is asked for where there is a cursor; everything is listed where there is none, when a
 * cursor was refused, or when the caller wants it. Only a complete listing may say that a record is
 * gone, and then a single read confirms it.
 */
public final class Sync {
    /**
     * Records after which a listing under way is made durable: a kill costs at most so many, and no
     * more of them are held in memory.
     */
    private static final int PIECE = 2_000;

    /** The same for pages that are slow to come. */
    private static final Duration PIECE_TIME = Duration.ofSeconds(5);

    private final Mirror mirror;
    private final MirrorState state;
    private final Tracker tracker;
    private final SchemaCache schemas;
    private final MirrorOptions options;
    private final Clock clock;
    private final ListingDue due;
    private final Harvest harvest = new Harvest();
    private final List<RecordId> listedIds = new ArrayList<>();
    private boolean renderAll;
    private boolean noneShown;
    private boolean proven = true;
    private boolean hasPieces;
    private long pieceBegan;
    private Map<String, ObjectId> inTree = Map.of();

    public Sync(Mirror mirror, Tracker tracker, MirrorOptions options, Clock clock) {
        this.mirror = mirror;
        this.state = mirror.state();
        this.tracker = tracker;
        this.schemas = new SchemaCache(mirror.state(), tracker);
        this.options = options;
        this.clock = clock;
        this.due = new ListingDue(mirror, options, clock);
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
        mirror.requireWhole();
        Optional<Cursor> cursor = state.cursor();
        boolean first = mirror.repository().tip().isEmpty();
        if (mode == SyncMode.FULL
                || cursor.isEmpty()
                || first
                || !tracker.store().supports(Feature.CHANGED_SINCE)) {
            return full(mode, first);
        }
        if (mode == SyncMode.FETCH && due.isDue(harvest)) {
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

    /** The kept schema is read only if there is something to render: mostly there is nothing. */
    private SyncReport delta(Cursor cursor) {
        Optional<ProjectFormat> format = Optional.empty();
        try (BlobWriter writer = mirror.repository().blobWriter();
                Listing listing =
                        tracker.store()
                                .listChangedSince(
                                        tracker.project(), cursor, tracker.calls().get())) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                if (format.isEmpty() && !page.get().items().isEmpty()) {
                    format = Optional.of(ProjectFormat.of(schemas.stored()));
                }
                take(page.get(), format, writer);
                if (!page.get().items().isEmpty()) {
                    tracker.tap().listed(page.get().items());
                }
            }
            format.ifPresent(known -> UnreadableRecords.keep(harvest, state, known, writer));
            writer.finish();
            Optional<Cursor> next =
                    listing.end() instanceof ListingEnd.Complete
                            ? listing.nextCursor()
                            : Optional.empty();
            SyncReport report = publish(next, Map.of(), false);
            next.filter(place -> !place.equals(cursor))
                    .ifPresent(place -> tracker.tap().reached(cursor, place));
            return report;
        }
    }

    private SyncReport full(SyncMode mode, boolean first) {
        Optional<Position> from = state.meta(MetaName.LISTING_POSITION).map(Position::new);
        try {
            return full(mode, first, from);
        } catch (ConnectorException.Invalid refused) {
            if (from.isEmpty() || !refused.field().equals("cursor")) {
                throw refused;
            }
            // The place where an interrupted listing stopped is not known to the tracker any more.
            harvest.clear();
            listedIds.clear();
            hasPieces = false;
            return full(mode, first, Optional.empty());
        }
    }

    private SyncReport full(SyncMode mode, boolean first, Optional<Position> from) {
        noneShown = state.shownCount() == 0;
        RecordSchema schema = schemas.read();
        inTree = mode == SyncMode.FULL ? mirror.filesBelow(schema.root()) : Map.of();
        renderAll = mode == SyncMode.FULL || (!first && !mirror.shows(SchemaCache.file(schema)));
        ProjectFormat format = ProjectFormat.of(schema);
        if (from.isEmpty()) {
            state.pieces().drop();
        }
        int resumed = from.isEmpty() ? 0 : state.pieces().count();
        hasPieces = resumed > 0;
        harvest.resumeWith(resumed);
        pieceBegan = clock.millis();
        try (BlobWriter writer = mirror.repository().blobWriter();
                Listing listing =
                        tracker.store()
                                .listRecords(
                                        tracker.project(),
                                        new ListOptions(from, true),
                                        tracker.calls().get())) {
            Optional<Position> resume = from;
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                take(page.get(), Optional.of(format), writer);
                if (page.get().resume().isPresent()) {
                    resume = page.get().resume();
                }
                if (isPieceDue()) {
                    writer.checkpoint();
                    stage(resume);
                }
            }
            proven = Verdict.of(listing.end(), mirror, options, first, harvest);
            if (listing.end() instanceof ListingEnd.Complete && !noneShown) {
                writer.checkpoint();
                stage(resume);
                confirmAbsences();
            }
            UnreadableRecords.keep(harvest, state, format, writer);
            Map<String, Optional<ObjectId>> files = schemaFile(schema, writer);
            removeStrays(files, format);
            writer.finish();
            SyncReport report = publish(listing.nextCursor(), files, true);
            due.listed(harvest.pages());
            return report;
        }
    }

    /** Files that stand among the records and are none, in a sync that is asked to repair. */
    private void removeStrays(Map<String, Optional<ObjectId>> files, ProjectFormat format) {
        Set<String> strays = new HashSet<>(inTree.keySet());
        if (!strays.isEmpty()) {
            state.eachShown(record -> strays.remove(record.path()));
            state.pieces().each(record -> strays.remove(record.path()));
            harvest.shown().forEach(record -> strays.remove(record.path()));
            harvest.hidden().forEach(id -> strays.remove(format.layout().recordPath(id)));
        }
        strays.forEach(path -> files.put(path, Optional.empty()));
    }

    private boolean isPieceDue() {
        int held = harvest.pending() + listedIds.size();
        return held >= PIECE || (held > 0 && clock.millis() - pieceBegan >= PIECE_TIME.toMillis());
    }

    private void stage(Optional<Position> resume) {
        state.pieces().stage(harvest.takePiece(), listedIds, resume);
        listedIds.clear();
        hasPieces = true;
        pieceBegan = clock.millis();
    }

    private Map<String, Optional<ObjectId>> schemaFile(RecordSchema schema, BlobWriter writer) {
        Map<String, Optional<ObjectId>> files = new HashMap<>();
        files.put(Layout.SCHEMA_PATH, Optional.of(writer.write(SchemaCache.file(schema))));
        return files;
    }

    private void take(Page page, Optional<ProjectFormat> known, BlobWriter writer) {
        harvest.page(page.items().size(), page.serverTime().map(Moment::at));
        known.ifPresent(format -> take(page, format, writer));
        tracker.calls().get().progress().step("records", harvest.items());
    }

    private void take(Page page, ProjectFormat format, BlobWriter writer) {
        for (ListedItem item : page.items()) {
            switch (item) {
                case ListedItem.Present present -> consider(present, format, writer);
                case ListedItem.Deleted(RecordId id) -> hide(id);
                case ListedItem.Moved(RecordId from, RecordId to) -> {
                    hide(from);
                    moved(to, format, writer);
                }
                case ListedItem.Unreadable(Optional<RecordId> id, String reason) -> {
                    harvest.unreadable(id);
                    id.ifPresent(listedIds::add);
                }
            }
        }
    }

    /** A record that was moved and then removed is only gone. */
    private void moved(RecordId to, ProjectFormat format, BlobWriter writer) {
        try {
            consider(single(to), format, writer);
        } catch (ConnectorException.NotFound gone) {
            requireRecord(gone);
        }
    }

    private ListedItem.Present single(RecordId id) {
        Tainted<TrackerRecord> record =
                tracker.store().getRecord(tracker.project(), id, tracker.calls().get());
        return new ListedItem.Present(id, record.checked(read -> read.meta().version()), record);
    }

    private void hide(RecordId id) {
        if (state.shown(id).isPresent()) {
            harvest.hide(id);
        } else {
            harvest.forget(id);
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
        boolean stale = shown.isPresent() && state.isSuperseded(present.id(), present.version());
        if (shown.isPresent() && !renderAll) {
            if (shown.get().version().equals(present.version()) || stale) {
                return;
            }
        }
        RenderedRecord rendered = RenderedRecord.of(present.record(), format);
        if (stale || (shown.isPresent() && rendered.shown().mayBeOlderThan(shown.get()))) {
            rendered = RenderedRecord.of(single(present.id()).record(), format);
        }
        if (shown.isPresent() && isShownAlready(shown.get(), rendered.shown())) {
            if (!shown.get().version().equals(rendered.shown().version())) {
                harvest.showSameContent(rendered.shown());
            }
            return;
        }
        writer.write(rendered.content().value());
        harvest.show(rendered.shown(), shown.isEmpty());
    }

    /** By the state, and where this sync is asked to repair, by the tree too. */
    private boolean isShownAlready(ShownRecord shown, ShownRecord rendered) {
        boolean treeIsRight =
                inTree.isEmpty()
                        || Optional.ofNullable(inTree.get(rendered.path()))
                                .equals(Optional.of(rendered.blob()));
        return treeIsRight && shown.blob().equals(rendered.blob());
    }

    /**
     * A complete listing did not name these records: each is gone only if a single read says so
     * too.
     */
    private void confirmAbsences() {
        for (ShownRecord missing : state.pieces().notListed()) {
            try {
                tracker.store().getRecord(tracker.project(), missing.id(), tracker.calls().get());
            } catch (ConnectorException.NotFound gone) {
                requireRecord(gone);
                harvest.hide(missing.id());
            } catch (ConnectorException.Permission
                    | ConnectorException.Malformed
                    | ConnectorException.Internal notProven) {
                // It may be there: its last good file stays.
                harvest.unreadable(Optional.of(missing.id()));
            }
        }
    }

    /** A project that is not there says nothing about its records. */
    private static void requireRecord(ConnectorException.NotFound missing) {
        if (missing.what() != ConnectorException.NotFound.What.RECORD) {
            throw missing;
        }
    }

    private SyncReport publish(
            Optional<Cursor> cursor, Map<String, Optional<ObjectId>> files, boolean full) {
        List<ShownRecord> shown = harvest.shown();
        if (hasPieces) {
            state.pieces().remove(harvest.gone());
        }
        Optional<ObjectId> tip;
        if (!hasPieces && shown.isEmpty() && harvest.hidden().isEmpty() && files.isEmpty()) {
            cursor.filter(next -> !Optional.of(next).equals(state.cursor()))
                    .ifPresent(next -> state.remember(MetaName.CURSOR, next.text()));
            tip = mirror.repository().tip();
        } else {
            tip =
                    Optional.of(
                            mirror.publish(
                                    Publication.ofSync(
                                            hasPieces,
                                            shown,
                                            harvest.hidden(),
                                            files,
                                            cursor,
                                            harvest.serverTime().orElseGet(clock::instant),
                                            harvest.message(mirror.identity(), full, proven))));
        }
        return new SyncReport(
                tip,
                full,
                harvest.added(),
                harvest.changed(),
                harvest.hidden().size(),
                harvest.warnings());
    }
}
