package dev.stile.git.sync;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.value.Cursor;
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
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;
import dev.stile.git.repository.ObjectReader;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
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

    /** The names under which a tracker refuses a place: where changes, or a listing, go on. */
    private static final Set<String> PLACES = Set.of("cursor", "position");

    private final Mirror mirror;
    private final MirrorState state;
    private final Tracker tracker;
    private final SchemaCache schemas;
    private final MirrorOptions options;
    private final Clock clock;
    private final ListingDue due;
    private final Harvest harvest = new Harvest();
    private final CatchUp catchUp;
    private final DeferredBodies deferred;
    private final Intake intake;
    private final BodyFetch bodies;
    private boolean noneShown;
    private boolean proven = true;
    private boolean hasPieces;
    private boolean goesOn;
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
        this.catchUp = new CatchUp(state, harvest, clock);
        this.deferred = new DeferredBodies(options.blobLimit(), catchUp::wasBehind);
        this.intake = new Intake(state, tracker, harvest, new OwnWrites(state, clock), deferred);
        this.bodies = new BodyFetch(mirror, tracker, harvest, deferred);
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
            Optional<SyncReport> told = delta(cursor.get(), mode);
            if (told.isPresent()) {
                return told.get();
            }
        } catch (ConnectorException.Invalid refused) {
            requirePlace(refused);
            intake.clear();
            harvest.warn(Failure.of(Code.CURSOR_RESET).cause(refused).build());
        }
        return full(mode, false);
    }

    /** A refusal of anything but the place where a listing goes on. */
    private static void requirePlace(ConnectorException.Invalid refused) {
        if (!PLACES.contains(refused.field())) {
            throw refused;
        }
    }

    /**
     * Asks what changed. The kept schema is read only if there is something to render: mostly there
     * is nothing.
     *
     * @return nothing, and nothing is published, if it was not told to its end and everything is
     *     now to be listed
     */
    private Optional<SyncReport> delta(Cursor cursor, SyncMode mode) {
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
                intake.take(page.get(), format, writer);
                if (!page.get().items().isEmpty()) {
                    tracker.tap().listed(page.get().items());
                }
            }
            boolean whole = listing.end() instanceof ListingEnd.Complete;
            if (!whole && mode == SyncMode.FETCH && due.isCheap()) {
                intake.clear();
                harvest.warn(Verdict.ofCutChanges(listing.end(), mirror, true));
                return Optional.empty();
            }
            if (!whole) {
                harvest.warn(Verdict.ofCutChanges(listing.end(), mirror, false));
                due.now();
            }
            catchUp.want(deferred);
            if (format.isEmpty() && deferred.left() > 0) {
                format = Optional.of(ProjectFormat.of(schemas.stored()));
            }
            format.ifPresent(
                    known -> {
                        UnreadableRecords.keep(harvest, state, none -> false, known, writer);
                        bodies.run(known, writer, () -> {});
                        bodies.settle();
                        bodies.warn(known);
                    });
            catchUp.warn(bodies.kept());
            Optional<Cursor> next =
                    whole && !bodies.leftSome() ? listing.nextCursor() : Optional.empty();
            SyncReport report = publish(next, Map.of(), false, writer);
            next.filter(place -> !place.equals(cursor))
                    .ifPresent(place -> tracker.tap().reached(cursor, place));
            return Optional.of(report);
        }
    }

    private SyncReport full(SyncMode mode, boolean first) {
        Optional<Position> from = state.meta(MetaName.LISTING_POSITION).map(Position::new);
        try {
            return full(mode, first, from);
        } catch (ConnectorException.Invalid refused) {
            requirePlace(refused);
            if (from.isEmpty()) {
                throw refused;
            }
            // The place where an interrupted listing stopped is not known to the tracker any more.
            intake.clear();
            hasPieces = false;
            return full(mode, first, Optional.empty());
        }
    }

    private SyncReport full(SyncMode mode, boolean first, Optional<Position> from) {
        noneShown = state.shownCount() == 0;
        if (from.isEmpty()) {
            state.pieces().drop();
        }
        int resumed = from.isEmpty() ? 0 : state.pieces().count();
        hasPieces = resumed > 0;
        if (hasPieces) {
            Stubs.among(mirror, state.pieces()::each)
                    .forEach(stub -> deferred.want(stub, DeferredBodies.Standing.BROUGHT));
        }
        goesOn = from.isPresent();
        harvest.resumeWith(resumed);
        pieceBegan = clock.millis();
        try (BlobWriter writer = mirror.repository().blobWriter();
                ObjectReader reader = mirror.repository().reader();
                PagesAhead listing =
                        new PagesAhead(
                                tracker.store()
                                        .listRecords(
                                                tracker.project(),
                                                new ListOptions(from, true),
                                                tracker.calls().get()))) {
            if (first) {
                // Whoever waits for a first clone waits for both: they are asked for together.
                writer.begin();
                listing.begin();
            }
            RecordSchema schema = schemas.read();
            inTree = mode == SyncMode.FULL ? mirror.filesBelow(schema.root()) : Map.of();
            intake.expectAll(
                    noneShown,
                    mode == SyncMode.FULL || (!first && !mirror.shows(SchemaCache.file(schema))),
                    inTree,
                    reader::content);
            ProjectFormat format = ProjectFormat.of(schema);
            Optional<Position> resume = from;
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                intake.take(page.get(), Optional.of(format), writer);
                if (page.get().resume().isPresent()) {
                    resume = page.get().resume();
                }
                if (deferred.isUnlimited()) {
                    bodies.run(format, writer, () -> {});
                }
                stageIfDue(format, writer, resume);
            }
            proven = Verdict.of(listing.end(), mirror, options, first, harvest);
            if (listing.end() instanceof ListingEnd.Complete && !noneShown) {
                stage(format, writer, resume);
                intake.confirmAbsences();
            }
            UnreadableRecords.keep(harvest, state, this::isInPieces, format, writer);
            Optional<Position> end = resume;
            bodies.run(format, writer, () -> stageIfDue(format, writer, end));
            bodies.settle();
            bodies.warn(format);
            Map<String, Optional<ObjectId>> files = SchemaCache.files(schema, writer);
            removeStrays(files, format);
            Optional<Cursor> next = bodies.leftSome() ? Optional.empty() : listing.nextCursor();
            SyncReport report = publish(next, files, true, writer);
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

    private void stageIfDue(ProjectFormat format, BlobWriter writer, Optional<Position> resume) {
        int held = intake.held();
        boolean isSlow = held > 0 && clock.millis() - pieceBegan >= PIECE_TIME.toMillis();
        if (held >= PIECE || isSlow) {
            stage(format, writer, resume);
        }
    }

    private void stage(ProjectFormat format, BlobWriter writer, Optional<Position> resume) {
        UnreadableRecords.addStubs(harvest, state, this::isInPieces, format, writer);
        writer.checkpoint();
        catchUp.remember();
        state.pieces().stage(harvest.takePiece(), intake.takeListed(), resume);
        hasPieces = true;
        pieceBegan = clock.millis();
    }

    private boolean isInPieces(RecordId id) {
        return hasPieces && state.pieces().has(id);
    }

    /** Nothing changed: what is published next is later than that. */
    private void rememberAsked(Optional<Cursor> cursor) {
        Map<MetaName, String> words = new EnumMap<>(MetaName.class);
        cursor.filter(next -> !Optional.of(next).equals(state.cursor()))
                .ifPresent(next -> words.put(MetaName.CURSOR, next.text()));
        harvest.serverTime().ifPresent(at -> words.put(MetaName.SERVER_TIME, at.toString()));
        if (!words.isEmpty()) {
            state.remember(words);
        }
    }

    private SyncReport publish(
            Optional<Cursor> cursor,
            Map<String, Optional<ObjectId>> files,
            boolean full,
            BlobWriter writer) {
        List<ShownRecord> shown = harvest.shown();
        catchUp.remember();
        if (hasPieces) {
            state.pieces().remove(harvest.gone());
        }
        Optional<ObjectId> tip;
        if (!hasPieces && shown.isEmpty() && harvest.hidden().isEmpty() && files.isEmpty()) {
            rememberAsked(cursor);
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
                                            harvest.message(mirror.identity(), full, proven)),
                                    writer));
        }
        catchUp.forget(full && proven && !goesOn, bodies.kept());
        return new SyncReport(
                tip,
                full,
                harvest.added(),
                harvest.changed(),
                harvest.hidden().size(),
                bodies.fetched(),
                deferred.beyond(),
                harvest.warnings());
    }
}
