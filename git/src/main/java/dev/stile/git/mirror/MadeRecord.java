package dev.stile.git.mirror;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

/**
 * What one path of an unfinished push from one clone already became: pushed again, it is this
 * record.
 *
 * @param cloneKey which clone, as {@code CloneIdentity} spells it
 * @param path the path in the pushed commit
 * @param record the record that was made or changed
 * @param version its version after that write
 * @param blob the content that was sent
 */
public record MadeRecord(
        String cloneKey, String path, RecordId record, Version version, ObjectId blob) {}
