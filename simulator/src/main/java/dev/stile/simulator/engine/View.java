package dev.stile.simulator.engine;

import java.time.Instant;
import java.util.Optional;

/** Which state of the project a read sees. */
public sealed interface View {
    /** The newest. */
    record Current() implements View {}

    /** What was there at this time. */
    record AsOf(Instant time) implements View {}

    /** Each record one version back, where it has one. */
    record Stale() implements View {}

    /** How this view sees a record. */
    default Optional<StoredRecord> of(StoredRecord record) {
        return switch (this) {
            case Current _ -> Optional.of(record);
            case AsOf(Instant time) -> record.asOf(time);
            case Stale _ -> Optional.of(record.previous().orElse(record));
        };
    }

    /** Whether this view still sees what this change ended. */
    default boolean isBefore(Instant time) {
        return this instanceof AsOf(Instant seen) && seen.isBefore(time);
    }
}
