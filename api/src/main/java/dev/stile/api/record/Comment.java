package dev.stile.api.record;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.Optional;

/**
 * A comment as the server has it.
 *
 * @param id unique within its record
 * @param record the record that it belongs to
 * @param author who wrote it
 * @param createdAt on the server's clock
 * @param updatedAt on the server's clock
 * @param replyTo id of the comment that it answers
 * @param body the text, in the vendor's own line ends
 * @param version changes whenever the comment does
 */
public record Comment(
        RecordId id,
        RecordId record,
        Optional<Person> author,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Optional<RecordId> replyTo,
        String body,
        Version version) {
    /** Only the id: what a comment says is not for logs. */
    @Override
    public String toString() {
        return "Comment[" + record + "/" + id + "]";
    }
}
