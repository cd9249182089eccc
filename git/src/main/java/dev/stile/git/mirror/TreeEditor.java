package dev.stile.git.mirror;

import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.NewObjects;
import dev.stile.git.repository.ObjectReader;
import dev.stile.git.repository.RawTree;
import dev.stile.git.repository.TreeEntry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a new tree from an old one and a set of changed paths, reading and making only the folders
 * that change.
 */
final class TreeEditor {
    private final NewObjects objects;
    private final ObjectReader reader;

    TreeEditor(NewObjects objects, ObjectReader reader) {
        this.objects = objects;
        this.reader = reader;
    }

    /** The tree of a commit that the repository has. */
    ObjectId treeOf(ObjectId commit) {
        return reader.read(commit + "^{tree}")
                .map(ObjectReader.Found::id)
                .orElseThrow(
                        () -> MirrorFailure.damaged("the repository lacks the commit " + commit));
    }

    /**
     * Applies the pieces of a listing, then the changes.
     *
     * @param from the old tree, or nothing
     * @param pieces whose folders are put together in memory, batch by batch
     * @param changes by path: the new blob, or nothing where the file goes
     * @return the new tree, not written yet
     */
    ObjectId edited(
            Optional<ObjectId> from,
            Optional<ListingPieces> pieces,
            Map<String, Optional<ObjectId>> changes) {
        Map<String, RawTree> begun = new HashMap<>();
        pieces.ifPresent(listed -> listed.eachBatch(batch -> begin(begun, from, batch)));
        return objects.tree(edit(from, begun, changes));
    }

    /** Records lie in folders directly below the root. */
    private void begin(
            Map<String, RawTree> begun, Optional<ObjectId> from, List<ShownRecord> batch) {
        Map<String, Map<String, Optional<TreeEntry>>> folders = new HashMap<>();
        for (ShownRecord record : batch) {
            int slash = record.path().indexOf('/');
            folders.computeIfAbsent(record.path().substring(0, slash), name -> new HashMap<>())
                    .put(
                            record.path().substring(slash + 1),
                            Optional.of(TreeEntry.file(record.blob())));
        }
        folders.forEach(
                (name, entries) -> {
                    RawTree before = begun.containsKey(name) ? begun.get(name) : folder(from, name);
                    begun.put(name, before.with(entries));
                });
    }

    private RawTree folder(Optional<ObjectId> tree, String name) {
        return tree.map(this::read)
                .flatMap(root -> root.find(name))
                .filter(entry -> entry.mode().equals(TreeEntry.FOLDER))
                .map(entry -> read(entry.id()))
                .orElse(RawTree.EMPTY);
    }

    private RawTree edit(
            Optional<ObjectId> from,
            Map<String, RawTree> begun,
            Map<String, Optional<ObjectId>> changes) {
        RawTree old = from.map(this::read).orElse(RawTree.EMPTY);
        Map<String, Map<String, Optional<ObjectId>>> folders = new HashMap<>();
        Map<String, Optional<TreeEntry>> entries = new HashMap<>();
        begun.keySet().forEach(name -> folders.put(name, new HashMap<>()));
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
                    RawTree changed =
                            begun.containsKey(name)
                                    ? begun.get(name).with(files(inside))
                                    : edit(folder, Map.of(), inside);
                    if (changed.isEmpty()) {
                        entries.put(name + "/", Optional.empty());
                    } else {
                        entries.put(name, Optional.of(TreeEntry.folder(objects.tree(changed))));
                    }
                });
        return old.with(entries);
    }

    private static Map<String, Optional<TreeEntry>> files(Map<String, Optional<ObjectId>> blobs) {
        Map<String, Optional<TreeEntry>> entries = new HashMap<>();
        blobs.forEach((name, blob) -> entries.put(name, blob.map(TreeEntry::file)));
        return entries;
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
