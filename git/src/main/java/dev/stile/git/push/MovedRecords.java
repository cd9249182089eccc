package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what became of removed files of records outside the records' folder: whoever moves a file
 * there or gives it another ending did not say that its record is to go, comments and all.
 */
final class MovedRecords {
    private final MirrorRepository repository;
    private final MirrorState state;
    private final RecordFiles files;
    private final Removals removals;
    private final ObjectId base;
    private final ObjectId tip;
    private Optional<Map<String, String>> renames = Optional.empty();
    private Optional<Map<String, String>> copies = Optional.empty();

    /**
     * @param removals complete before the first question
     * @param base the commit that the push is compared with
     */
    MovedRecords(PlanInput input, RecordFiles files, Removals removals, ObjectId base) {
        this.repository = input.repository();
        this.state = input.state();
        this.files = files;
        this.removals = removals;
        this.base = base;
        this.tip = input.tip();
    }

    /**
     * The removed file that a file outside the records is now: it has that record's id, or the very
     * content, or git calls it a rename.
     */
    Optional<PathChange> at(PathChange file) {
        if (file.after().isEmpty() || removals.count() == 0) {
            return Optional.empty();
        }
        ObjectId blob = file.after().get().blob();
        return named(blob)
                .flatMap(removals::of)
                .or(() -> removals.with(blob).stream().findFirst())
                .or(() -> renamedTo(file.path()))
                .filter(this::isThere);
    }

    /** The path that a new file was copied from, where git can tell. Only for an error. */
    Optional<String> originalOf(String path) {
        if (copies.isEmpty()) {
            copies = Optional.of(repository.copies(base, tip));
        }
        return Optional.ofNullable(copies.get().get(path));
    }

    /** What is larger than any file of a record names none. */
    private Optional<RecordId> named(ObjectId blob) {
        try {
            return files.named(blob);
        } catch (Failure unread) {
            if (unread.registered() != Code.TEXT_TOO_LONG) {
                throw unread;
            }
            return Optional.empty();
        }
    }

    /**
     * Finds each file of a record that has the very content of another one's removed file now: it
     * was renamed over it, and neither record is to lose its comments for that. One that had that
     * content before is what it was.
     *
     * @param changes every path that the push changes
     */
    void refuseRenamesOverOthers(Collection<PathChange> changes, Objections objections) {
        for (PathChange change : changes) {
            if (change.before().isEmpty() || objections.isClaimedTwice(change.path())) {
                continue;
            }
            ObjectId before = change.before().get().blob();
            change.after().stream()
                    .filter(now -> !now.blob().equals(before))
                    .flatMap(now -> removals.with(now.blob()).stream())
                    .filter(this::isThere)
                    .findFirst()
                    .ifPresent(removed -> refuse(change, removed, objections));
        }
    }

    /** What is gone upstream is deleted by nobody. */
    private boolean isThere(PathChange removed) {
        return state.shown(record(removed)).isPresent();
    }

    private static void refuse(PathChange change, PathChange removed, Objections objections) {
        objections.claimedTwice(
                change.path(),
                record(removed),
                "this file was another record's and has the content of "
                        + removed.path()
                        + " now, which this push removes and which is record "
                        + record(removed)
                        + ": push one rename after the other; to delete that record, push the removal by itself first");
    }

    /** The record that a removed file was. */
    static RecordId record(PathChange removed) {
        return removed.before().orElseThrow().record().orElseThrow();
    }

    private Optional<PathChange> renamedTo(String path) {
        if (renames.isEmpty()) {
            renames = Optional.of(repository.renames(base, tip));
        }
        return Optional.ofNullable(renames.get().get(path)).flatMap(removals::at);
    }
}
