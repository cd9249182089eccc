package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.path.PathId;
import dev.stile.git.path.TreePath;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.TreeChange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a push is compared with: the merge base of the pushed tip and main, and in it what this
 * clone itself pushed. Only the two trees count, never the commits between them.
 */
final class PushBase {
    private final MirrorRepository repository;
    private final MirrorState state;
    private final Layout layout;
    private final ObjectId base;
    private final ObjectId tip;
    private final Map<String, PushedPath> pushed;
    private final Set<String> overlaid;

    private PushBase(
            MirrorRepository repository,
            MirrorState state,
            Layout layout,
            ObjectId base,
            ObjectId tip,
            Map<String, PushedPath> pushed,
            Set<String> overlaid) {
        this.repository = repository;
        this.state = state;
        this.layout = layout;
        this.base = base;
        this.tip = tip;
        this.pushed = pushed;
        this.overlaid = overlaid;
    }

    /**
     * Works the base out. It is the published commit, which may itself be a pushed one; and over it
     * what an unfinished push of this clone already sent. A forced push is also compared with
     * whatever this clone pushed since and the new tip no longer contains. What was only fetched is
     * not part of it, so that a force never undoes a stranger's edit.
     */
    static PushBase of(
            MirrorRepository repository,
            MirrorState state,
            Layout layout,
            ObjectId base,
            ObjectId tip,
            boolean force,
            String clone,
            List<MadeRecord> made) {
        Map<String, PushedPath> rows = new HashMap<>();
        made.forEach(
                row ->
                        rows.put(
                                row.path(),
                                new PushedPath(
                                        tip, row.path(), row.record(), row.version(), row.blob())));
        if (force) {
            Map<ObjectId, Boolean> replaced = new HashMap<>();
            for (PushedPath row : state.pushedBy(clone)) {
                boolean counts =
                        replaced.computeIfAbsent(
                                row.tip(),
                                pushedTip ->
                                        repository.isAncestor(base, pushedTip)
                                                && !repository.isAncestor(pushedTip, tip));
                if (counts) {
                    rows.putIfAbsent(row.path(), row);
                }
            }
        }
        Set<String> overlaid = Set.copyOf(rows.keySet());
        state.pushed(base).forEach(row -> rows.putIfAbsent(row.path(), row));
        return new PushBase(repository, state, layout, base, tip, rows, overlaid);
    }

    /** The commit that is compared with. */
    ObjectId commit() {
        return base;
    }

    /** Rows of earlier pushes that still hold for the new tip. */
    List<PushedPath> inherited(Set<String> changed) {
        List<PushedPath> kept = new ArrayList<>();
        for (PushedPath row : pushed.values()) {
            if (!changed.contains(row.path()) && !row.blob().isZero()) {
                kept.add(new PushedPath(tip, row.path(), row.record(), row.version(), row.blob()));
            }
        }
        return kept;
    }

    /** Every path in which the pushed tip differs from what its clone started from. */
    List<PathChange> changes(ObjectReader reader) {
        Map<String, PathChange> changes = new LinkedHashMap<>();
        for (TreeChange raw : repository.differences(base, tip)) {
            Optional<BasePath> before =
                    raw.isAdded() ? Optional.empty() : Optional.of(known(raw.path(), raw.oldId()));
            Optional<PathChange.TipFile> after =
                    raw.isRemoved()
                            ? Optional.empty()
                            : Optional.of(new PathChange.TipFile(raw.newMode(), raw.newId()));
            changes.put(raw.path(), new PathChange(raw.path(), raw.nameIsText(), before, after));
        }
        overlaid.forEach(path -> overlay(path, changes, reader));
        return List.copyOf(changes.values());
    }

    /** Puts what this clone sent since the base in place of what the base had. */
    private void overlay(String path, Map<String, PathChange> changes, ObjectReader reader) {
        PushedPath row = pushed.get(path);
        if (row == null) {
            return;
        }
        Optional<BasePath> before =
                row.blob().isZero()
                        ? Optional.empty()
                        : Optional.of(
                                new BasePath(
                                        path,
                                        row.blob(),
                                        Optional.of(row.record()),
                                        Optional.of(row.version())));
        PathChange raw = changes.get(path);
        Optional<PathChange.TipFile> after =
                raw != null
                        ? raw.after()
                        : reader.read(tip + ":" + path)
                                .map(
                                        found ->
                                                new PathChange.TipFile(
                                                        TreeChange.PLAIN_FILE, found.id()));
        if (before.isEmpty() && after.isEmpty()) {
            changes.remove(path);
        } else {
            changes.put(path, new PathChange(path, true, before, after));
        }
    }

    /**
     * What a path of the base is, by an earlier push or by its name, and at which version its
     * content was shown.
     */
    private BasePath known(String path, ObjectId blob) {
        PushedPath row = pushed.get(path);
        if (row != null && row.blob().equals(blob)) {
            return new BasePath(path, blob, Optional.of(row.record()), Optional.of(row.version()));
        }
        Optional<RecordId> record = recordAt(path);
        return new BasePath(path, blob, record, record.flatMap(id -> state.versionShown(id, blob)));
    }

    private Optional<RecordId> recordAt(String path) {
        if (!(layout.classify(path) instanceof TreePath.RecordFile(String stem, PathId id))) {
            return Optional.empty();
        }
        return switch (id) {
            case PathId.Exact(RecordId exact) -> Optional.of(exact);
            case PathId.Cut cut -> state.shownAt(path).map(ShownRecord::id);
            case PathId.None none -> Optional.empty();
        };
    }
}
