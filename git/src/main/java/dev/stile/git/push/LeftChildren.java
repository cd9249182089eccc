package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.mirror.ChildRecords;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.MirrorRepository;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records whose parent a push deletes while they themselves are to stay, on a server that deletes
 * children along with their parent.
 */
final class LeftChildren {
    private final MirrorRepository repository;
    private final MirrorState state;
    private final ChildRecords children;
    private final RecordFiles files;
    private final String root;

    /**
     * @param root the folder of records
     */
    LeftChildren(MirrorRepository repository, MirrorState state, RecordFiles files, String root) {
        this.repository = repository;
        this.state = state;
        this.children = new ChildRecords(state);
        this.files = files;
        this.root = root;
    }

    /** What stands against the removals among these writes. */
    List<Problem> of(List<PlannedWrite> writes) {
        Map<RecordId, String> removed = new LinkedHashMap<>();
        Map<String, ObjectId> written = new HashMap<>();
        Set<RecordId> changed = new LinkedHashSet<>();
        for (PlannedWrite write : writes) {
            switch (write) {
                case PlannedWrite.Remove remove -> removed.put(remove.record(), remove.path());
                case PlannedWrite.Update update -> {
                    written.put(update.path(), update.blob());
                    changed.add(update.record());
                }
                case PlannedWrite.Create create -> written.put(create.path(), create.blob());
            }
        }
        if (removed.isEmpty()) {
            return List.of();
        }
        Map<RecordId, Set<String>> left = new LinkedHashMap<>();
        for (ShownRecord child : candidates(removed)) {
            if (!removed.containsKey(child.id()) && !changed.contains(child.id())) {
                add(left, removed, child.blob(), child.path());
            }
        }
        written.forEach((path, blob) -> add(left, removed, blob, path));
        List<Problem> problems = new ArrayList<>();
        left.forEach(
                (parent, paths) ->
                        problems.add(
                                Problem.at(
                                        Code.CHILDREN_LEFT,
                                        removed.getOrDefault(parent, root),
                                        "its children would be deleted with it: "
                                                + String.join(", ", paths))));
        return problems;
    }

    /** What main shows below one of the removed records. */
    private List<ShownRecord> candidates(Map<RecordId, String> removed) {
        if (!children.areAllNoted()) {
            children.note(parents());
        }
        return removed.keySet().stream().flatMap(parent -> children.of(parent).stream()).toList();
    }

    /** Of a mirror that noted none: read once from the files. */
    private Map<RecordId, RecordId> parents() {
        Map<RecordId, RecordId> parents = new HashMap<>();
        for (String path : repository.filesSaying(root, "^parent: ", "^parent: null$")) {
            Optional<ShownRecord> child = state.shownAt(path);
            child.flatMap(shown -> files.parent(shown.blob()))
                    .ifPresent(parent -> parents.put(child.orElseThrow().id(), parent));
        }
        return parents;
    }

    private void add(
            Map<RecordId, Set<String>> left,
            Map<RecordId, String> removed,
            ObjectId blob,
            String path) {
        Optional<RecordId> named = files.parent(blob);
        removed.forEach(
                (parent, parentPath) -> {
                    boolean isChild =
                            named.filter(id -> id.equals(parent) || id.text().equals(parentPath))
                                    .isPresent();
                    if (isChild) {
                        left.computeIfAbsent(parent, any -> new LinkedHashSet<>()).add(path);
                    }
                });
    }
}
