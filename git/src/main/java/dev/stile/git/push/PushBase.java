package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.PushedPaths;
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
import java.util.stream.Stream;

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
    private final PushedPaths pushed;

    /** What this clone sent since the base, by path. */
    private final Map<String, PushedPath> sent = new HashMap<>();

    private final List<String> remembered = new ArrayList<>();
    private final List<MadeRecord> leftBehind = new ArrayList<>();
    private final List<PushedPath> withoutFile = new ArrayList<>();

    private PushBase(
            MirrorRepository repository,
            MirrorState state,
            Layout layout,
            ObjectId base,
            ObjectId tip) {
        this.repository = repository;
        this.state = state;
        this.pushed = state.pushed();
        this.layout = layout;
        this.base = base;
        this.tip = tip;
    }

    /**
     * Works the base out. It is the published commit, which may itself be a pushed one; and over it
     * what an unfinished push of this clone already sent. A forced push is also compared with
     * whatever this clone pushed since and the new tip no longer contains. What was only fetched is
     * not part of it, so that a force never undoes a stranger's edit.
     *
     * @param reader of the repository's objects, open while the base is used
     */
    static PushBase of(
            MirrorRepository repository,
            MirrorState state,
            Layout layout,
            ObjectId base,
            ObjectId tip,
            Optional<String> forcedBy,
            List<MadeRecord> made,
            ObjectReader reader) {
        PushBase worked = new PushBase(repository, state, layout, base, tip);
        made.forEach(row -> worked.remember(row, reader));
        forcedBy.ifPresent(clone -> worked.replace(clone, reader));
        return worked;
    }

    /**
     * What an unfinished push made of a path is its base, unless the commit that is compared with
     * shows the record as it was made or newer. A path that neither tree has is not what this push
     * is about: nothing is deleted because a file that was never published is not there.
     */
    private void remember(MadeRecord row, ObjectReader reader) {
        Optional<ObjectId> published = blobAt(reader, base, row.path());
        boolean pushedNow = blobAt(reader, tip, row.path()).isPresent();
        if (published.isEmpty() && !pushedNow) {
            if (!row.blob().isZero()) {
                leftBehind.add(row);
            }
            return;
        }
        remembered.add(row.path());
        boolean baseIsAsNew =
                published
                        .flatMap(blob -> state.versionShown(row.record(), blob))
                        .map(version -> state.isAsNew(row.record(), version, row.version()))
                        .orElse(false);
        boolean closedAndBack = row.blob().isZero() && pushedNow;
        if (!baseIsAsNew && !closedAndBack) {
            sent.put(
                    row.path(),
                    new PushedPath(tip, row.path(), row.record(), row.version(), row.blob()));
        }
    }

    private static Optional<ObjectId> blobAt(ObjectReader reader, ObjectId commit, String path) {
        return reader.read(commit + ":" + path).map(ObjectReader.Found::id);
    }

    private void replace(String clone, ObjectReader reader) {
        List<PushedPath> rows = pushed.by(clone);
        if (rows.isEmpty()) {
            return;
        }
        Set<ObjectId> replaced = repository.publishedSince(base);
        replaced.removeAll(repository.ancestors(tip));
        rows.stream()
                .filter(row -> replaced.contains(row.tip()))
                .filter(row -> !isBack(row, reader))
                .forEach(row -> sent.putIfAbsent(row.path(), row));
    }

    /** The file of a record that was only closed is in the new tip: it is what it was before. */
    private boolean isBack(PushedPath row, ObjectReader reader) {
        return row.isClosed() && blobAt(reader, tip, row.path()).isPresent();
    }

    /** Files that an earlier push of this clone sent the removal of, and that are not back. */
    List<PushedPath> withoutFile() {
        return List.copyOf(withoutFile);
    }

    /** Paths of unfinished pushes of this clone that this push is about. */
    List<String> remembered() {
        return List.copyOf(remembered);
    }

    /** What unfinished pushes of this clone made of files that neither tree has. */
    List<MadeRecord> leftBehind() {
        return List.copyOf(leftBehind);
    }

    /** A file that was left behind is in this push after all, under another name. */
    void take(MadeRecord row) {
        leftBehind.remove(row);
        remembered.add(row.path());
    }

    /**
     * Whether a path that is named like a record may be it: a new file that is named like one is
     * whatever a push made of it, until it is pulled.
     */
    boolean mayBe(String path, RecordId record) {
        return pushedAt(path).map(row -> row.record().equals(record)).orElse(true);
    }

    /** Whether the commit that is compared with has a record at a path as the tracker has it. */
    boolean shows(String path, ShownRecord now, ObjectReader reader) {
        return blobAt(reader, base, path)
                .filter(
                        blob ->
                                blob.equals(now.blob())
                                        || state.versionShown(now.id(), blob)
                                                .equals(Optional.of(now.version())))
                .isPresent();
    }

    /** Whether an unfinished push of this clone made that path into its record. */
    boolean isRemembered(String path) {
        return remembered.contains(path);
    }

    /** Whether another name of the pushed commit stands for that record. */
    boolean hasOtherName(RecordId record, String path, ObjectReader reader) {
        Stream<PushedPath> ofBase =
                pushed.names(base, record).stream().filter(row -> !sent.containsKey(row.path()));
        return Stream.concat(sent.values().stream(), ofBase)
                .anyMatch(
                        row ->
                                row.record().equals(record)
                                        && !row.path().equals(path)
                                        && !row.blob().isZero()
                                        && blobAt(reader, tip, row.path()).isPresent());
    }

    /** What a path of the base is known to be by a push, of this clone or any. */
    private Optional<PushedPath> pushedAt(String path) {
        return Optional.ofNullable(sent.get(path)).or(() -> pushed.at(base, path));
    }

    /** The commit that is compared with. */
    ObjectId commit() {
        return base;
    }

    /** Paths of which what the base says holds no more in the pushed commit. */
    List<String> ended(Set<String> changed) {
        return Stream.concat(changed.stream(), sent.keySet().stream())
                .distinct()
                .filter(path -> pushed.at(base, path).isPresent())
                .toList();
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
        sent.values().forEach(row -> overlay(row, changes, reader));
        return List.copyOf(changes.values());
    }

    /** Puts what this clone sent since the base in place of what the base had. */
    private void overlay(PushedPath row, Map<String, PathChange> changes, ObjectReader reader) {
        String path = row.path();
        Optional<BasePath> before =
                row.blob().isZero()
                        ? Optional.empty()
                        : Optional.of(
                                BasePath.known(path, row.blob(), row.record(), row.version()));
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
            withoutFile.add(new PushedPath(tip, path, row.record(), row.version(), ObjectId.ZERO));
        } else {
            changes.put(path, new PathChange(path, true, before, after));
        }
    }

    /**
     * What a path of the base is, by an earlier push or by its name, and at which version its
     * content was shown.
     */
    private BasePath known(String path, ObjectId blob) {
        Optional<PushedPath> row = pushedAt(path).filter(said -> said.blob().equals(blob));
        if (row.isPresent()) {
            return new BasePath(
                    path, blob, row.map(PushedPath::record), row.map(PushedPath::version));
        }
        Optional<RecordId> record = recordAt(path);
        return new BasePath(path, blob, record, record.flatMap(id -> state.versionShown(id, blob)));
    }

    /** The record that a path of the base is by its name. */
    Optional<RecordId> recordAt(String path) {
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
