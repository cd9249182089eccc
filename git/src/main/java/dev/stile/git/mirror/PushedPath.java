package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

/**
 * What a pushed commit's path became: its content there is what the user wrote, and the version is
 * the one that the write gave.
 *
 * @param tip the pushed commit
 * @param path the path in the pushed commit
 * @param record the record that it is
 * @param version the record's version after the write
 * @param blob the content in the pushed commit; zero if the push removed the file
 */
public record PushedPath(
        ObjectId tip, String path, RecordId record, Version version, ObjectId blob) {
    private static final Version NONE = new Version("removed");

    /** The file was removed, and the record with it. */
    public static PushedPath ofGone(ObjectId tip, String path, RecordId record) {
        return new PushedPath(tip, path, record, NONE, ObjectId.ZERO);
    }

    /** The file was removed, and the record is there and closed. */
    public static PushedPath ofClosed(ObjectId tip, String path, RecordId record, Version version) {
        return new PushedPath(tip, path, record, version, ObjectId.ZERO);
    }

    /** Whether the pushed commit has the file. */
    public boolean hasFile() {
        return !blob.isZero();
    }

    /** Whether the record was left there without its file, which a pull brings back. */
    public boolean isClosed() {
        return !hasFile() && !version.equals(NONE);
    }
}
