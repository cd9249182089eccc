package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

/**
 * One entry of a git tree.
 *
 * @param mode as git writes it in a tree: {@code 100644}, {@code 40000}
 * @param id the blob or tree
 */
public record TreeEntry(String mode, ObjectId id) {
    /** The only mode of a file in a mirror. */
    public static final String FILE = "100644";

    /** The mode of a folder. */
    public static final String FOLDER = "40000";

    public static TreeEntry file(ObjectId blob) {
        return new TreeEntry(FILE, blob);
    }

    public static TreeEntry folder(ObjectId tree) {
        return new TreeEntry(FOLDER, tree);
    }

    boolean isFolder() {
        return mode.equals(FOLDER);
    }
}
