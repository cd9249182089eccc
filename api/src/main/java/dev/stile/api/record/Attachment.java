package dev.stile.api.record;

import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.Optional;

/**
 * A file that hangs on a record, without its bytes.
 *
 * @param id unique within its record
 * @param record the record that it belongs to
 * @param name file name as the server gives it, never used as a path
 * @param mediaType as the server gives it
 * @param size in bytes
 * @param sha256 lower-case hex, if the server says so
 * @param createdAt on the server's clock
 * @param author who added it
 */
public record Attachment(
        RecordId id,
        RecordId record,
        String name,
        String mediaType,
        long size,
        Optional<String> sha256,
        Optional<Instant> createdAt,
        Optional<Person> author) {}
