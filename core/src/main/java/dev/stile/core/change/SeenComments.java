package dev.stile.core.change;

import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a record's comments.
 *
 * @param version the record's version that was remembered
 * @param updated when that version was made, on the server's clock
 * @param count how many comments it had, if its listing said so
 * @param looked whether the comments were ever looked at
 * @param last the newest comment when they were, if there was one
 */
record SeenComments(
        Version version,
        Optional<Instant> updated,
        OptionalLong count,
        boolean looked,
        Optional<RecordId> last) {}
