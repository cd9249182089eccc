package dev.stile.api.store;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a write did.
 *
 * @param id the record
 * @param version its version after the write
 * @param record the record as the server has it after the write
 * @param notTaken fields that did not take the value sent, found by comparing what came back
 * @param lostUpdate a stranger's edit that was overwritten
 * @param requests how many requests it took
 */
public record WriteResult(
        RecordId id,
        Version version,
        Tainted<TrackerRecord> record,
        List<FieldRef> notTaken,
        Optional<LostUpdate> lostUpdate,
        int requests) {
    public WriteResult {
        notTaken = List.copyOf(notTaken);
    }

    /** A write that took everything. */
    public static WriteResult of(Tainted<TrackerRecord> record, int requests) {
        return new WriteResult(
                record.checked(TrackerRecord::id),
                record.checked(written -> written.meta().version()),
                record,
                List.of(),
                Optional.empty(),
                requests);
    }

    /**
     * What an answer of success to a write says.
     *
     * @throws OutcomeUnknown if it cannot be read: the write may have been done
     */
    public static WriteResult read(
            HttpRequest request, HttpAnswer answer, Function<JsonView, TrackerRecord> reader) {
        try {
            return of(answer.json().map(reader), 1);
        } catch (Malformed unreadable) {
            throw new OutcomeUnknown(request.operation(), "its answer is unreadable", unreadable);
        }
    }

    /** The same, naming fields that did not take their value. */
    public WriteResult without(List<FieldRef> fields) {
        return new WriteResult(id, version, record, fields, lostUpdate, requests);
    }
}
