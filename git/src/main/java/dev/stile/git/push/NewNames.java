package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.core.error.Code;
import dev.stile.git.mirror.MadeRecord;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.path.Layout;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.ObjectReader;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a file is that does not stand under the name of its record in the base: an
 * unfinished push's record, an earlier push's, a move, or a new record.
 */
final class NewNames {
    private final MirrorState state;
    private final Layout layout;
    private final ObjectReader reader;
    private final ObjectId tip;
    private final RecordFiles files;
    private final PushBase base;
    private final EarlierPushes earlier;
    private final Upstream upstream;
    private final Set<String> overwritten;
    private final Removals removals;
    private final Objections objections;
    private final Map<String, PathChange> changes;
    private final Collection<PathChange> asked;

    /** How many files with a content are still to be told apart. */
    private final Map<ObjectId, Long> newcomers = new HashMap<>();

    /** What paths were pushed as, as it was found while no file was told yet of those removed. */
    private final Map<String, Optional<PushedPath>> pushedBefore = new HashMap<>();

    /**
     * @param changes every path that the push changes; complete before the first question
     * @param asked the files that will be asked about; complete before the first question
     */
    NewNames(
            PlanInput input,
            Layout layout,
            ObjectReader reader,
            RecordFiles files,
            Upstream upstream,
            PushBase base,
            Removals removals,
            Objections objections,
            Map<String, PathChange> changes,
            Collection<PathChange> asked) {
        this.state = input.state();
        this.layout = layout;
        this.reader = reader;
        this.tip = input.tip();
        this.files = files;
        this.upstream = upstream;
        this.overwritten = input.asked().overwrite();
        this.base = base;
        this.earlier = new EarlierPushes(input.repository(), state, reader, files, tip);
        this.removals = removals;
        this.objections = objections;
        this.changes = changes;
        this.asked = asked;
    }

    /** What a file is. */
    sealed interface Meaning {
        /**
         * It is a record that there is, and was this before.
         *
         * @param beside the version that others made of the record since, where the file's edit is
         *     of what they left alone
         */
        record Known(BasePath before, Optional<Version> beside) implements Meaning {
            Known(BasePath before) {
                this(before, Optional.empty());
            }
        }

        /** It is to become a record. */
        record New() implements Meaning {}

        /** It cannot be pushed, and the objections say why. */
        record Refused() implements Meaning {}
    }

    /** Says what a file is. Called once for each, when all removals are known. */
    Meaning of(PathChange change) {
        ObjectId blob = change.after().orElseThrow().blob();
        if (change.before().isPresent()) {
            return keepsItsRecord(change, change.before().get(), blob);
        }
        Optional<PushedPath> pushed = pushedBefore(change.path(), blob);
        if (pushed.isPresent()) {
            PushedPath row = pushed.get();
            return keepsItsRecord(
                    change,
                    BasePath.known(change.path(), row.blob(), row.record(), row.version()),
                    blob);
        }
        Optional<RecordId> named = files.named(blob);
        if (named.isEmpty()) {
            return withoutId(change.path(), blob);
        }
        RecordId id = named.get();
        Optional<PathChange> removed = removals.takeBack(id);
        if (removed.isEmpty()) {
            objections.claimedTwice(change.path(), id, claimed(id));
            return new Meaning.Refused();
        }
        return moved(change.path(), removed.get());
    }

    private Optional<PushedPath> pushedBefore(String path, ObjectId blob) {
        return pushedBefore.computeIfAbsent(
                path, any -> earlier.of(path, blob, row -> isNoOther(row, blob)));
    }

    /** An equal title says less than the very content of another record's removed file. */
    private boolean isNoOther(PushedPath row, ObjectId blob) {
        List<PathChange> removed = removals.with(blob);
        return removed.isEmpty()
                || removed.stream()
                        .anyMatch(change -> MovedRecords.record(change).equals(row.record()));
    }

    private String claimed(RecordId id) {
        if (state.shown(id).isPresent()) {
            return "the file names record "
                    + id
                    + ", which has its file at "
                    + layout.recordPath(id);
        }
        return (state.wasShown(id)
                        ? "record " + id + " is gone upstream"
                        : "there is no record " + id + " here")
                + ": remove the file, or its id line to make a new record";
    }

    private Meaning moved(String path, PathChange removed) {
        BasePath before = removed.before().orElseThrow();
        RecordId id = before.record().orElseThrow();
        objections.warn(
                Code.FILE_COMES_BACK,
                path
                        + " is the file of record "
                        + id
                        + ", which keeps its name "
                        + layout.recordPath(id));
        return new Meaning.Known(before);
    }

    /**
     * The very content of a file that is gone is that file under another name: one that was pushed
     * and not pulled yet has no id that says so.
     */
    private Meaning withoutId(String path, ObjectId blob) {
        List<PathChange> removed = removals.with(blob);
        if (!removed.isEmpty()) {
            if (removed.size() > newcomers.computeIfAbsent(blob, this::newcomers)) {
                objections.claimedTwice(
                        path, MovedRecords.record(removed.getFirst()), oneOf(removed));
                return new Meaning.Refused();
            }
            newcomers.merge(blob, -1L, Long::sum);
            return moved(
                    path, removals.takeBack(MovedRecords.record(removed.getFirst())).orElseThrow());
        }
        Optional<MadeRecord> made =
                base.leftBehind().stream()
                        .filter(row -> row.blob().equals(blob) && isWaiting(row))
                        .findFirst();
        if (made.isEmpty()) {
            return new Meaning.New();
        }
        MadeRecord row = made.get();
        base.take(row);
        objections.warn(
                Code.PARTIAL_PUSH,
                path
                        + " is record "
                        + row.record()
                        + ", which an unfinished push of this clone made of "
                        + row.path());
        return new Meaning.Known(BasePath.known(path, row.blob(), row.record(), row.version()));
    }

    /** How many files with this content have names that stood for nothing. */
    private long newcomers(ObjectId blob) {
        return asked.stream()
                .filter(change -> change.before().isEmpty())
                .filter(change -> change.after().filter(to -> to.blob().equals(blob)).isPresent())
                .filter(change -> pushedBefore(change.path(), blob).isEmpty())
                .count();
    }

    /** Equal texts are different records, with comments of their own: which stays is no guess. */
    private static String oneOf(List<PathChange> removed) {
        List<String> known =
                removed.stream()
                        .map(
                                change ->
                                        change.path()
                                                + " (record "
                                                + MovedRecords.record(change)
                                                + ")")
                        .toList();
        return "this file is equal to "
                + String.join(" and ", known)
                + ", and this push removes more of them than it brings: begin it with a front matter that has id: \""
                + MovedRecords.record(removed.getFirst())
                + "\" or the id of another of them to say which it is";
    }

    /** It is there, and this clone has neither pulled it yet nor removes what it pulled. */
    private boolean isWaiting(MadeRecord row) {
        String canonical = layout.recordPath(row.record());
        return state.shown(row.record()).isPresent()
                && !changes.containsKey(canonical)
                && reader.read(tip + ":" + canonical).isEmpty();
    }

    /** Says what unfinished pushes made that this one has no file of. Called last. */
    void warnOfLeftBehind() {
        base.leftBehind().stream()
                .filter(this::isWaiting)
                .forEach(
                        row ->
                                objections.warn(
                                        Code.PARTIAL_PUSH,
                                        "an unfinished push made record "
                                                + row.record()
                                                + " of "
                                                + row.path()
                                                + "; it is not in this push: git pull brings it as "
                                                + layout.recordPath(row.record())));
    }

    /**
     * A file that was pushed and not pulled yet has no id: one that goes beside one that comes and
     * is much like it is perhaps the same. To delete it, comments and all, and to make another
     * takes a word of the user's.
     */
    void refuseLikelyMoves(Collection<PlannedWrite.Create> creates) {
        for (PathChange removed : removals.withoutId()) {
            BasePath before = removed.before().orElseThrow();
            RecordId id = before.record().orElseThrow();
            creates.stream()
                    .filter(create -> files.isAlike(before.blob(), create.blob()))
                    .forEach(
                            create ->
                                    objections.claimedTwice(
                                            create.path(),
                                            id,
                                            "this file is like "
                                                    + removed.path()
                                                    + ", which this push removes and which is record "
                                                    + id
                                                    + ": begin it with a front matter that has id: \""
                                                    + id
                                                    + "\" to stay that record, or say -o allow-deletes="
                                                    + removals.count()
                                                    + " to delete the one and make another"));
        }
    }

    /**
     * The path was made into a record by an earlier push, or by one that did not finish: it stays
     * that record, and its old name goes.
     */
    private Meaning keepsItsRecord(PathChange change, BasePath before, ObjectId blob) {
        RecordId id = before.record().orElseThrow();
        String canonical = layout.recordPath(id);
        boolean edited = !files.isSame(before.blob(), blob);
        if (edited
                && changes.containsKey(canonical)
                && changes.get(canonical).after().isPresent()
                && base.mayBe(canonical, id)) {
            return bothEdited(change.path(), id, "both were edited");
        }
        Optional<ShownRecord> merged = mergedBeside(change, before, blob).filter(now -> edited);
        Optional<String> both = merged.flatMap(now -> upstream.onBothSides(before, now, blob));
        if (both.isPresent()) {
            return bothEdited(
                    change.path(), id, "what you changed was changed upstream: " + both.get());
        }
        if (base.isRemembered(change.path())) {
            objections.warn(
                    Code.PARTIAL_PUSH,
                    change.path()
                            + " is record "
                            + id
                            + ", which an unfinished push of this clone made");
        }
        removals.takeBack(id);
        return new Meaning.Known(before, merged.map(ShownRecord::version));
    }

    private Meaning bothEdited(String path, RecordId id, String what) {
        String canonical = layout.recordPath(id);
        objections.claimedTwice(
                path,
                id,
                "this file and "
                        + canonical
                        + " are both record "
                        + id
                        + ", and "
                        + what
                        + ": move your edit into "
                        + canonical
                        + " and remove "
                        + path);
        return new Meaning.Refused();
    }

    /**
     * What the tracker has of a record that somebody changed since its old name was pushed, where
     * the push is made upon that, under the record's own name: another fetch would bring nothing
     * more, and whoever fetched it has seen it.
     */
    private Optional<ShownRecord> mergedBeside(PathChange change, BasePath before, ObjectId blob) {
        RecordId id = before.record().orElseThrow();
        String canonical = layout.recordPath(id);
        if (change.path().equals(canonical)
                || overwritten.contains(change.path())
                || before.version().isEmpty()) {
            return Optional.empty();
        }
        return state.shown(id)
                .filter(now -> base.mayBe(canonical, id) && base.shows(canonical, now, reader))
                .filter(now -> !upstream.isUnchanged(before, now))
                .filter(now -> !files.isSame(now.blob(), blob));
    }
}
