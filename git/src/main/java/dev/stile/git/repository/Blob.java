package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

/**
 * What git would call a content, worked out here, so that a sync knows its ids before git has
 * written anything.
 */
public final class Blob {
    private Blob() {}

    /** The id of a blob with this content. */
    public static ObjectId idOf(byte[] content) {
        return new StoredObject(StoredObject.Kind.BLOB, content).id();
    }
}
