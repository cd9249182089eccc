package dev.stile.simulator.engine;

import java.time.Instant;

/** The last thing that happened to a record, at its place in the project's sequence. */
public sealed interface Change {
    /** It was created or changed; this is how it is now. */
    record Written(StoredRecord record) implements Change {}

    /** It was deleted; this is how it was last. */
    record Deleted(StoredRecord last, Instant at) implements Change {}

    /** It has another id now. */
    record Moved(StoredRecord last, String to, Instant at) implements Change {}

    /** When it happened. */
    default Instant happenedAt() {
        return switch (this) {
            case Written(StoredRecord record) -> record.at();
            case Deleted(StoredRecord _, Instant at) -> at;
            case Moved(StoredRecord _, String _, Instant at) -> at;
        };
    }
}
