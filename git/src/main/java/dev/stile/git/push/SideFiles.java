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
    private final List<Problem> conflicts;
    private final Map<String, Optional<ObjectId>> carried = new HashMap<>();
    private final List<String> outside = new ArrayList<>();

    SideFiles(ObjectReader reader, List<Problem> conflicts) {
        this.reader = reader;
        this.conflicts = conflicts;
    }

    /** Carries a file that has no place in the layout; each push names those that it changes. */
    void carryOutside(PathChange change) {
        outside.add(change.path());
        carry(change);
    }

    /**
     * A carried file has no version: it conflicts when main's own changed since the base to
     * something else.
     */
    void carry(PathChange change) {
        Optional<ObjectId> after = change.after().map(PathChange.TipFile::blob);
        Optional<ObjectId> main =
                reader.read(MirrorRepository.MAIN + ":" + change.path())
                        .map(ObjectReader.Found::id);
        if (!main.equals(change.before().map(BasePath::blob)) && !main.equals(after)) {
            conflicts.add(
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
