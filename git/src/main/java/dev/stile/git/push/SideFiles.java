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

    private final MirrorRepository repository;
    private final ObjectReader reader;
    private final boolean isCarrying;
    private final MovedRecords moved;
    private final Objections objections;
    private final Map<String, Optional<ObjectId>> carried = new HashMap<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /**
     * @param isCarrying whether files that have no place in the layout are kept
     */
    SideFiles(
            MirrorRepository repository,
            ObjectReader reader,
            boolean isCarrying,
            MovedRecords moved,
            Objections objections) {
        this.repository = repository;
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
            (change.after().isPresent() ? kept : dropped).add(change.path());
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
        Optional<ObjectId> main = onMain(change.path());
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

    /** What is too large to be read is asked for by itself: a process of git's own for each. */
    private Optional<ObjectId> onMain(String path) {
        try {
            return reader.read(MirrorRepository.MAIN + ":" + path).map(ObjectReader.Found::id);
        } catch (Failure unread) {
            if (unread.registered() != Code.TEXT_TOO_LONG) {
                throw unread;
            }
            return repository.blobAt(path);
        }
    }

    /** What main gets, by path: the new blob, or nothing where the file goes. */
    Map<String, Optional<ObjectId>> carried() {
        return Map.copyOf(carried);
    }

    /** Names what is carried and not sent, and what is carried no more. */
    List<Failure> warnings() {
        List<Failure> warnings = new ArrayList<>();
        warning(kept, " kept in the mirror and not sent").ifPresent(warnings::add);
        warning(dropped, " removed from the mirror alone").ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<Failure> warning(List<String> paths, String what) {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        Failure.Builder warning =
                Failure.of(Code.OUTSIDE_LAYOUT)
                        .headline(
                                (paths.size() == 1 ? "1 file is" : paths.size() + " files are")
                                        + what);
        paths.stream().sorted().limit(NAMED).forEach(warning::detail);
        if (paths.size() > NAMED) {
            warning.detail("and " + (paths.size() - NAMED) + " more");
        }
        return Optional.of(warning.build());
    }
}
