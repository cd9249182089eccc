package dev.stile.git.mirror;

import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.RawTree;
import dev.stile.git.repository.TreeEntry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a new tree from an old one and a set of changed paths, reading and writing only the folders
 * that change.
 */
final class TreeEditor {
    private final MirrorRepository repository;
    private final ObjectReader reader;

    TreeEditor(MirrorRepository repository, ObjectReader reader) {
        this.repository = repository;
        this.reader = reader;
    }

    /**
     * Applies the changes.
     *
     * @param from the old tree, or nothing
     * @param changes by path: the new blob, or nothing where the file goes
     * @return the new tree
     */
    ObjectId edited(Optional<ObjectId> from, Map<String, Optional<ObjectId>> changes) {
        RawTree root = edit(from, changes);
        return repository.writeTree(root);
    }

    private RawTree edit(Optional<ObjectId> from, Map<String, Optional<ObjectId>> changes) {
        RawTree old = from.map(this::read).orElse(RawTree.EMPTY);
        Map<String, Map<String, Optional<ObjectId>>> folders = new HashMap<>();
        Map<String, Optional<TreeEntry>> entries = new HashMap<>();
        changes.forEach(
                (path, blob) -> {
                    int slash = path.indexOf('/');
                    if (slash < 0) {
                        entries.put(path, blob.map(TreeEntry::file));
                    } else {
                        folders.computeIfAbsent(path.substring(0, slash), name -> new HashMap<>())
                                .put(path.substring(slash + 1), blob);
                    }
                });
        folders.forEach(
                (name, inside) -> {
                    Optional<ObjectId> folder =
                            old.find(name)
                                    .filter(entry -> entry.mode().equals(TreeEntry.FOLDER))
                                    .map(TreeEntry::id);
                    RawTree changed = edit(folder, inside);
                    if (changed.isEmpty()) {
                        entries.put(name + "/", Optional.empty());
                    } else {
                        entries.put(
                                name, Optional.of(TreeEntry.folder(repository.writeTree(changed))));
                    }
                });
        return old.with(entries);
    }

    private RawTree read(ObjectId tree) {
        return RawTree.of(
                reader.content(tree)
                        .orElseThrow(
                                () ->
                                        MirrorFailure.damaged(
                                                "the repository lacks the tree " + tree)));
    }
}
