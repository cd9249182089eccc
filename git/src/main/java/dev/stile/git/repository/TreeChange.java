package dev.stile.git.repository;

import dev.stile.git.process.ObjectId;

/**
 * One path in which two trees differ.
 *
 * @param path from the root, as git has it
 * @param nameIsText whether git's bytes of the path are UTF-8
 * @param oldMode mode before, six digits, {@code 000000} if it was not there
 * @param newMode mode after, six digits, {@code 000000} if it is not there
 * @param oldId blob before, zero if it was not there
 * @param newId blob after, zero if it is not there
 */
public record TreeChange(
        String path,
        boolean nameIsText,
        String oldMode,
        String newMode,
        ObjectId oldId,
        ObjectId newId) {
    /** The mode of a plain file. */
    public static final String PLAIN_FILE = "100644";

    private static final String NOTHING = "000000";

    public boolean isAdded() {
        return oldMode.equals(NOTHING);
    }

    public boolean isRemoved() {
        return newMode.equals(NOTHING);
    }
}
