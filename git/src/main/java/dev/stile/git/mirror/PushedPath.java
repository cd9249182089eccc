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
 * @param blob the content in the pushed commit; zero if the push removed the record
 */
public record PushedPath(
        ObjectId tip, String path, RecordId record, Version version, ObjectId blob) {}
