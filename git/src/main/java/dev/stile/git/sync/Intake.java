package dev.stile.git.sync;

import dev.stile.api.record.BodyState;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Page;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.BlobWriter;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Takes what the pages of a listing bring into the harvest: what is new is rendered, what main
 * shows already costs nothing, and what may be older than main is settled by a single read. One
 * thread at a time.
 */
final class Intake {
    /** Records that are rendered while as many before them are handed to git. */
    private static final int BATCH = 64;

    private final MirrorState state;
    private final Tracker tracker;
    private final Harvest harvest;
    private final OwnWrites ownWrites;
    private final DeferredBodies deferred;
    private final SingleReads singles;
    private final List<RecordId> listedIds = new ArrayList<>();
    private boolean renderAll;
    private boolean noneShown;
    private Map<String, ObjectId> inTree = Map.of();
    private Function<ObjectId, Optional<byte[]>> files = blob -> Optional.empty();

    /**
     * @param rendered the record, if that was done ahead
     */
    private record Ready(ListedItem item, Optional<RenderedRecord> rendered) {}

    Intake(
            MirrorState state,
            Tracker tracker,
            Harvest harvest,
            OwnWrites ownWrites,
            DeferredBodies deferred) {
        this.state = state;
        this.tracker = tracker;
        this.harvest = harvest;
        this.ownWrites = ownWrites;
        this.deferred = deferred;
        this.singles = new SingleReads(tracker);
    }

    /**
     * Prepares for a listing of everything.
     *
     * @param none whether main shows nothing yet
     * @param anew whether what main shows is rendered again
     * @param tree the files that a repair compares with; empty where nothing is repaired
     * @param shownFiles what main shows, by content: a body that is not listed need not be read
     *     again
     */
    void expectAll(
            boolean none,
            boolean anew,
            Map<String, ObjectId> tree,
            Function<ObjectId, Optional<byte[]>> shownFiles) {
        noneShown = none;
        renderAll = anew;
        inTree = tree;
        files = shownFiles;
    }

    /** Forgets what was taken. */
    void clear() {
        harvest.clear();
        deferred.clear();
        listedIds.clear();
    }

    /** The ids that were named since this was last asked, where absences will be looked for. */
    List<RecordId> takeListed() {
        List<RecordId> taken = List.copyOf(listedIds);
        listedIds.clear();
        return taken;
    }

    /** How much is held in memory. */
    int held() {
        return harvest.pending() + listedIds.size();
    }

    /**
     * @param known the format of the files; may be empty only for a page without items
     */
    void take(Page page, Optional<ProjectFormat> known, BlobWriter writer) {
        harvest.page(page.items().size(), page.serverTime().map(Moment::at));
        known.ifPresent(format -> take(page, format, writer));
        tracker.calls().get().progress().step("records", harvest.items());
    }

    private void take(Page page, ProjectFormat format, BlobWriter writer) {
        List<ListedItem> items = page.items();
        if (!noneShown || items.size() <= BATCH) {
            items.forEach(item -> take(new Ready(item, Optional.empty()), format, writer));
            return;
        }
        // Nearly all of them will be shown, and none has to be compared with anything.
        Iterator<Integer> begins =
                IntStream.iterate(0, from -> from < items.size(), from -> from + BATCH).iterator();
        try (Ahead<List<Ready>> rendered =
                new Ahead<>(
                        () ->
                                begins.hasNext()
                                        ? Optional.of(ready(items, begins.next(), format))
                                        : Optional.empty())) {
            for (Optional<List<Ready>> batch = rendered.next();
                    batch.isPresent();
                    batch = rendered.next()) {
                batch.get().forEach(each -> take(each, format, writer));
            }
        }
    }

    private static List<Ready> ready(List<ListedItem> items, int from, ProjectFormat format) {
        return items.subList(from, Math.min(items.size(), from + BATCH)).stream()
                .map(
                        item ->
                                new Ready(
                                        item,
                                        item instanceof ListedItem.Present present
                                                ? Optional.of(
                                                        RenderedRecord.of(present.record(), format))
                                                : Optional.empty()))
                .toList();
    }

    private void take(Ready ready, ProjectFormat format, BlobWriter writer) {
        switch (ready.item()) {
            case ListedItem.Present present -> consider(present, ready.rendered(), format, writer);
            case ListedItem.Deleted(RecordId id) -> hide(id);
            case ListedItem.Moved(RecordId from, RecordId to) -> {
                hide(from);
                considerSingle(to, format, writer);
            }
            case ListedItem.Unreadable(Optional<RecordId> id, String reason) -> {
                harvest.unreadable(id);
                id.ifPresent(listedIds::add);
                id.filter(known -> shown(known).isPresent()).ifPresent(harvest::fallBehind);
            }
        }
    }

    /**
     * Asks for the record itself. One that was removed meanwhile is only gone; one that cannot be
     * read keeps its last good file.
     */
    private void considerSingle(RecordId id, ProjectFormat format, BlobWriter writer) {
        switch (singles.read(id)) {
            case SingleReads.Answer.Found(Tainted<TrackerRecord> record) ->
                    render(
                            new ListedItem.Present(
                                    id, record.checked(read -> read.meta().version()), record),
                            Optional.empty(),
                            shown(id),
                            format,
                            writer);
            case SingleReads.Answer.Gone gone -> {}
            case SingleReads.Answer.Unreadable unreadable -> {
                unread(id);
                listedIds.add(id);
            }
        }
    }

    private void hide(RecordId id) {
        deferred.forget(id);
        if (state.shown(id).isPresent()) {
            harvest.hide(id);
        } else {
            harvest.forget(id);
        }
    }

    /** A record that a push just deleted may stand in listings for a while yet. */
    private void consider(
            ListedItem.Present present,
            Optional<RenderedRecord> early,
            ProjectFormat format,
            BlobWriter writer) {
        Optional<ShownRecord> shown = shown(present.id());
        if (shown.isEmpty()
                && ownWrites.isRemovedWithin(format.schema().listingLag(), present.id())) {
            considerSingle(present.id(), format, writer);
        } else {
            render(present, early, shown, format, writer);
        }
    }

    private Optional<ShownRecord> shown(RecordId id) {
        return noneShown ? Optional.empty() : state.shown(id);
    }

    /**
     * Renders a record unless main shows it at that version already, or the answer is older than
     * what main shows or this listing brought before.
     *
     * @param early the record, if it is rendered already
     */
    private void render(
            ListedItem.Present present,
            Optional<RenderedRecord> early,
            Optional<ShownRecord> shown,
            ProjectFormat format,
            BlobWriter writer) {
        listed(present.id());
        boolean stale = shown.isPresent() && state.isSuperseded(present.id(), present.version());
        if (shown.isPresent() && !renderAll) {
            if (shown.get().version().equals(present.version()) || stale) {
                return;
            }
        }
        RenderedRecord rendered =
                early.or(() -> withKnownBody(present, shown, format))
                        .orElseGet(() -> RenderedRecord.of(present.record(), format));
        Optional<ShownRecord> last = harvest.find(present.id()).or(() -> shown);
        boolean lagging = ownWrites.isWithin(format.schema().listingLag());
        ShownRecord found = rendered.shown();
        if (stale || last.filter(known -> mayBeOlder(found, known, lagging)).isPresent()) {
            Optional<RenderedRecord> settled = settled(present.id(), shown, format);
            if (settled.isEmpty()) {
                return;
            }
            rendered = settled.get();
        }
        boolean standing = shown.isPresent() && isShownAlready(shown.get(), rendered.shown());
        if (rendered.isDeferred()) {
            deferred.want(
                    rendered.shown(),
                    standing ? DeferredBodies.Standing.SHOWN : DeferredBodies.Standing.BROUGHT);
        } else {
            deferred.forget(present.id());
        }
        if (standing) {
            if (!shown.orElseThrow().version().equals(rendered.shown().version())) {
                harvest.replace(rendered.shown());
            }
            return;
        }
        writer.hand(rendered.content().value());
        harvest.show(rendered.shown(), shown.isEmpty());
    }

    private void listed(RecordId id) {
        if (!noneShown) {
            listedIds.add(id);
        }
    }

    /**
     * The record as a single read says that it is now. Where none does, what main shows of it
     * stays: of one that is gone until a complete listing does not name it, either.
     */
    private Optional<RenderedRecord> settled(
            RecordId id, Optional<ShownRecord> shown, ProjectFormat format) {
        return switch (singles.read(id)) {
            case SingleReads.Answer.Found(Tainted<TrackerRecord> record) ->
                    Optional.of(RenderedRecord.of(record, format));
            case SingleReads.Answer.Gone gone -> {
                listedIds.remove(id);
                if (shown.isEmpty()) {
                    deferred.forget(id);
                    harvest.forget(id);
                }
                yield Optional.empty();
            }
            case SingleReads.Answer.Unreadable unreadable -> {
                unread(id);
                yield Optional.empty();
            }
        };
    }

    private void unread(RecordId id) {
        harvest.unreadable(Optional.of(id));
        harvest.fallBehind(id);
    }

    /** With the body that main shows at that version, where the listing leaves it out. */
    private Optional<RenderedRecord> withKnownBody(
            ListedItem.Present present, Optional<ShownRecord> shown, ProjectFormat format) {
        boolean left =
                present.record().checked(read -> new Fact<>(read.meta().body())).answer()
                        == BodyState.DEFERRED;
        return shown.filter(last -> left && last.version().equals(present.version()))
                .flatMap(
                        last ->
                                files.apply(last.blob())
                                        .flatMap(
                                                file ->
                                                        RenderedRecord.withBodyOf(
                                                                last,
                                                                file,
                                                                present.record(),
                                                                format)));
    }

    /** By their times; where a server lags and says none, every other version may be older. */
    private static boolean mayBeOlder(ShownRecord found, ShownRecord known, boolean lagging) {
        boolean untimed = found.updatedAt().isEmpty() || known.updatedAt().isEmpty();
        return found.mayBeOlderThan(known)
                || (lagging && untimed && !found.version().equals(known.version()));
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
    void confirmAbsences() {
        for (ShownRecord missing : state.pieces().notListed()) {
            switch (singles.read(missing.id())) {
                case SingleReads.Answer.Found found -> {}
                case SingleReads.Answer.Gone gone -> harvest.hide(missing.id());
                // It may be there: its last good file stays.
                case SingleReads.Answer.Unreadable notProven ->
                        harvest.unreadable(Optional.of(missing.id()));
            }
        }
    }
}
