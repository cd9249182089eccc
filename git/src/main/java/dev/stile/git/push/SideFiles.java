package dev.stile.git.push;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of a push that are no records: kept in the mirror, and never sent. */
final class SideFiles {
    private static final int NAMED = 10;

    private final ObjectReader reader;
    private final boolean isCarrying;
    private final MovedRecords moved;
    private final Objections objections;
    private final Map<String, Optional<ObjectId>> carried = new HashMap<>();
    private final List<String> outside = new ArrayList<>();

    /**
     * @param isCarrying whether files that have no place in the layout are kept
     */
    SideFiles(ObjectReader reader, boolean isCarrying, MovedRecords moved, Objections objections) {
        this.reader = reader;
        this.isCarrying = isCarrying;
        this.moved = moved;
        this.objections = objections;
    }

    /**
     * Carries a file that is no record's, or says why not. Called once for each, when all removals
     * are known.
     *
     * @param hasPlace whether the layout has a place for it: each push names those of the others
     *     that it changes
     */
    void add(PathChange change, boolean hasPlace) {
        Optional<PathChange> removed = moved.at(change);
        if (removed.isPresent()) {
            objections.claimedTwice(
                    change.path(), MovedRecords.record(removed.get()), isMoved(removed.get()));
            return;
        }
        if (!hasPlace && !isCarrying && change.after().isPresent()) {
            objections.refuse(Code.OUTSIDE_LAYOUT, change.path(), "no file can stand here");
            return;
        }
        if (!hasPlace) {
            outside.add(change.path());
        }
        carry(change);
    }

    private static String isMoved(PathChange removed) {
        return "this file is like "
                + removed.path()
                + ", which this push removes and which is record "
                + MovedRecords.record(removed)
                + ": move it back; to delete the record and keep its text here, push the removal by itself first";
    }

    /**
     * A carried file has no version: it conflicts when main's own changed since the base to
     * something else.
     */
    private void carry(PathChange change) {
        Optional<ObjectId> after = change.after().map(PathChange.TipFile::blob);
        Optional<ObjectId> main =
                reader.read(MirrorRepository.MAIN + ":" + change.path())
                        .map(ObjectReader.Found::id);
        if (!main.equals(change.before().map(BasePath::blob)) && !main.equals(after)) {
            objections
                    .conflicts()
                    .add(
                            Problem.at(
                                    Code.VERSION_MISMATCH,
                                    change.path(),
                                    "the file was also changed by another push"));
            return;
        }
        carried.put(change.path(), after);
    }

    /** What main gets, by path: the new blob, or nothing where the file goes. */
    Map<String, Optional<ObjectId>> carried() {
        return Map.copyOf(carried);
    }

    /** Names what is carried and not sent. */
    Optional<Failure> warning() {
        if (outside.isEmpty()) {
            return Optional.empty();
        }
        Failure.Builder warning =
                Failure.of(Code.OUTSIDE_LAYOUT)
                        .headline(outside.size() + " files are kept in the mirror and not sent");
        outside.stream().sorted().limit(NAMED).forEach(warning::detail);
        if (outside.size() > NAMED) {
            warning.detail("and " + (outside.size() - NAMED) + " more");
        }
        return Optional.of(warning.build());
    }
}
