package dev.stile.git.push;

import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.RemovedRecords;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The records whose files a push removes, and what stands against removing them. */
final class Removals {
    private final MirrorState state;
    private final RecordStore store;
    private final MirrorOptions options;
    private final PushOptions asked;
    private final Layout layout;
    private final Instant now;
    private final Upstream upstream;
    private final RecordFiles files;
    private final Map<RecordId, PathChange> byRecord = new LinkedHashMap<>();
    private final List<RecordId> gone = new ArrayList<>();
    private final Set<RecordId> closed = new LinkedHashSet<>();
    private final List<PushedPath> standing = new ArrayList<>();
    private final ObjectId tip;

    Removals(PlanInput input, Layout layout, Upstream upstream, RecordFiles files) {
        this.files = files;
        this.state = input.state();
        this.store = input.store();
        this.options = input.options();
        this.asked = input.asked();
        this.now = input.now();
        this.layout = layout;
        this.upstream = upstream;
        this.tip = input.tip();
    }

    void add(RecordId id, PathChange change) {
        byRecord.put(id, change);
    }

    /** The file is there after all, under another name. */
    Optional<PathChange> takeBack(RecordId id) {
        return Optional.ofNullable(byRecord.remove(id));
    }

    /** The removed file of a record. */
    Optional<PathChange> of(RecordId id) {
        return Optional.ofNullable(byRecord.get(id));
    }

    /** The removed file of that path. */
    Optional<PathChange> at(String path) {
        return byRecord.values().stream()
                .filter(removed -> removed.path().equals(path))
                .findFirst();
    }

    /** The removed files with this very content. */
    List<PathChange> with(ObjectId blob) {
        return byRecord.values().stream()
                .filter(removed -> removed.before().orElseThrow().blob().equals(blob))
                .toList();
    }

    /** Files of records that do not say which, unless the user said how many may go. */
    List<PathChange> withoutId() {
        // More than the cap are refused as they are.
        if (asked.allowDeletes().isPresent() || count() > options.deleteCap()) {
            return List.of();
        }
        return byRecord.entrySet().stream()
                .filter(removed -> state.shown(removed.getKey()).isPresent())
                .map(Map.Entry::getValue)
                .filter(change -> files.named(change.before().orElseThrow().blob()).isEmpty())
                .toList();
    }

    /** How many files of records are removed. */
    int count() {
        return byRecord.size();
    }

    /** Records that are gone already. */
    List<RecordId> gone() {
        return List.copyOf(gone);
    }

    /** Records that were to be closed and are: nothing is sent for them. */
    Set<RecordId> closed() {
        return Set.copyOf(closed);
    }

    /** What removed files were for which nothing is sent: a later push compares with that, too. */
    List<PushedPath> standing() {
        return List.copyOf(standing);
    }

    /** Finds everything that stands against them. Called once, before {@link #writes}. */
    void check(List<Problem> problems, List<Problem> conflicts) {
        byRecord.values().forEach(change -> check(change, problems, conflicts));
        cap(problems);
    }

    /** A child goes before its parent: some servers take the children along, others refuse. */
    List<PlannedWrite> writes() {
        Map<RecordId, List<RecordId>> children = new HashMap<>();
        byRecord.forEach(
                (id, change) ->
                        files.parent(change.before().orElseThrow().blob())
                                .ifPresent(
                                        parent ->
                                                children.computeIfAbsent(
                                                                parent, any -> new ArrayList<>())
                                                        .add(id)));
        Set<RecordId> ordered = new LinkedHashSet<>();
        byRecord.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().path()))
                .forEach(entry -> visit(entry.getKey(), children, new HashSet<>(), ordered));
        return ordered.stream()
                .map(byRecord::get)
                .filter(Objects::nonNull)
                .flatMap(change -> write(change).stream())
                .toList();
    }

    private static void visit(
            RecordId id,
            Map<RecordId, List<RecordId>> children,
            Set<RecordId> above,
            Set<RecordId> ordered) {
        if (ordered.contains(id) || !above.add(id)) {
            return;
        }
        children.getOrDefault(id, List.of())
                .forEach(child -> visit(child, children, above, ordered));
        ordered.add(id);
    }

    private void check(PathChange change, List<Problem> problems, List<Problem> conflicts) {
        BasePath before = change.before().orElseThrow();
        RecordId id = before.record().orElseThrow();
        Optional<ShownRecord> shown = state.shown(id);
        if (shown.isEmpty()) {
            gone.add(id);
            standing.add(PushedPath.ofGone(tip, change.path(), id));
            return;
        }
        if (asked.closeOnDelete() && files.isClosed(shown.get().blob())) {
            closed.add(id);
            standing.add(PushedPath.ofClosed(tip, change.path(), id, shown.get().version()));
            return;
        }
        Feature needed = !asked.closeOnDelete() ? Feature.DELETE : Feature.CLOSE;
        if (!store.supports(needed)) {
            problems.add(
                    Problem.at(
                            Code.DELETE_NOT_SUPPORTED,
                            change.path(),
                            !asked.closeOnDelete()
                                    ? "records of this connector cannot be deleted"
                                    : "records of this connector cannot be closed with a reason"));
        }
        if (!asked.overwrite().contains(change.path())
                && !upstream.isUnchanged(before, shown.get())) {
            conflicts.add(upstream.conflict(change.path(), before, shown.get()));
        }
    }

    private Optional<PlannedWrite> write(PathChange change) {
        BasePath before = change.before().orElseThrow();
        RecordId id = before.record().orElseThrow();
        return state.shown(id)
                .filter(shown -> !closed.contains(id))
                .map(
                        shown ->
                                new PlannedWrite.Remove(
                                        change.path(),
                                        id,
                                        before.blob(),
                                        asked.overwrite().contains(change.path())
                                                ? new Precondition.Unconditional()
                                                : new Precondition.IfVersion(shown.version())));
    }

    private void cap(List<Problem> problems) {
        int count = byRecord.size() - gone.size() - closed.size();
        if (count == 0
                || (asked.allowDeletes().isPresent() && asked.allowDeletes().getAsInt() >= count)) {
            return;
        }
        // What a push that was killed removed already, and this one removes again, counts once.
        Set<RecordId> others =
                new HashSet<>(new RemovedRecords(state).since(now.minus(RemovedRecords.DAY)));
        byRecord.keySet().stream().filter(id -> !gone.contains(id)).forEach(others::remove);
        int today = others.size();
        if (count > options.deleteCap() || today + count > options.deleteCapDay()) {
            problems.add(
                    Problem.at(
                            Code.TOO_MANY_DELETES,
                            layout.root() + "/",
                            "this push "
                                    + (asked.closeOnDelete() ? "closes " : "deletes ")
                                    + count
                                    + " records after "
                                    + today
                                    + " in the last 24 hours; "
                                    + options.deleteCap()
                                    + " a push and "
                                    + options.deleteCapDay()
                                    + " a day are allowed, or -o allow-deletes="
                                    + count));
        }
    }
}
