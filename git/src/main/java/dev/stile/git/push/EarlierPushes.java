package dev.stile.git.push;

import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.PushedPath;
import dev.stile.git.mirror.PushedPaths;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the record that an earlier push made of a path that main no longer has under that name. The
 * name is free again once a commit in between was without the file: what stands there then is
 * another file, unless it still has the record's title.
 */
final class EarlierPushes {
    private final MirrorRepository repository;
    private final PushedPaths pushed;
    private final ObjectReader reader;
    private final RecordFiles files;
    private final ObjectId tip;
    private Optional<Set<ObjectId>> ancestors = Optional.empty();

    EarlierPushes(
            MirrorRepository repository,
            MirrorState state,
            ObjectReader reader,
            RecordFiles files,
            ObjectId tip) {
        this.repository = repository;
        this.pushed = state.pushed();
        this.reader = reader;
        this.files = files;
        this.tip = tip;
    }

    /**
     * The newest push in the tip's ancestry whose file at this path still stands there.
     *
     * @param guessable whether a file that went in between may be taken for it by its title
     */
    Optional<PushedPath> of(String path, ObjectId blob, Predicate<PushedPath> guessable) {
        List<PushedPath> rows = pushed.ever(path);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        if (ancestors.isEmpty()) {
            ancestors = Optional.of(repository.ancestors(tip));
        }
        Set<ObjectId> known = ancestors.get();
        return rows.stream()
                .filter(row -> known.contains(row.tip()) && !row.isClosed())
                .findFirst()
                .filter(PushedPath::hasFile)
                .filter(
                        row ->
                                isKept(row, known)
                                        || (guessable.test(row)
                                                && files.hasSameTitle(row.blob(), blob)));
    }

    /** Since the newest push at which the file still stood there. */
    private boolean isKept(PushedPath row, Set<ObjectId> known) {
        return repository.isUnbroken(
                pushed.newestWith(row, known::contains),
                tip,
                commit -> reader.read(commit + ":" + row.path()).isPresent());
    }
}
