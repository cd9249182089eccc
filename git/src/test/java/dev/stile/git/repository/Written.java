package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

/** Writes single objects. */
final class Written {
    private Written() {}

    static ObjectId tree(MirrorRepository repository, RawTree tree) {
        NewObjects objects = repository.newObjects();
        ObjectId id = objects.tree(tree);
        objects.write();
        return id;
    }

    static ObjectId commit(MirrorRepository repository, CommitDraft draft) {
        NewObjects objects = repository.newObjects();
        ObjectId id = objects.commit(draft);
        objects.write();
        return id;
    }
}
