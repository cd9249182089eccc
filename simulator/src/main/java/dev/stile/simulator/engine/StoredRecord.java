package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a record, kept as the bytes that serve it.
 *
 * @param number its number in the project
 * @param id what clients call it
 * @param version what its version is called
 * @param sequence where this version stands among all changes of the project
 * @param at when this version was written
 * @param json the document
 * @param previous the version before this one
 */
public record StoredRecord(
        long number,
        String id,
        String version,
        long sequence,
        Instant at,
        byte[] json,
        Optional<StoredRecord> previous) {
    /** The document, read. */
    public Json.Obj document() {
        return JsonReader.readOwn(json);
    }

    /** The newest version that was there at this time, this one included. */
    public Optional<StoredRecord> asOf(Instant time) {
        Optional<StoredRecord> candidate = Optional.of(this);
        while (candidate.isPresent() && candidate.get().at().isAfter(time)) {
            candidate = candidate.get().previous();
        }
        return candidate;
    }

    /** The version with this name, this one included. */
    public Optional<StoredRecord> revision(String name) {
        Optional<StoredRecord> candidate = Optional.of(this);
        while (candidate.isPresent() && !candidate.get().version().equals(name)) {
            candidate = candidate.get().previous();
        }
        return candidate;
    }
}
