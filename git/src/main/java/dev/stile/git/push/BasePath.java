package dev.stile.git.push;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

import java.util.Optional;

/**
 * A path as the pushing clone last knew it.
 *
 * @param path the path
 * @param blob its content
 * @param record the record that it is, where it is one
 * @param version the version that the record had with that content; nothing if nobody knows
 */
record BasePath(String path, ObjectId blob, Optional<RecordId> record, Optional<Version> version) {
    /** One of which all is known. */
    static BasePath known(String path, ObjectId blob, RecordId record, Version version) {
        return new BasePath(path, blob, Optional.of(record), Optional.of(version));
    }
}
