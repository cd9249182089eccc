package dev.stile.connectors.sim;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.json.Json;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Fact;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.sim.client.ProblemCode;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.ContentWriter;
import dev.stile.connectors.sim.wire.ReadBack;
import dev.stile.connectors.sim.wire.RecordReader;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Writes of records: one request each, checked by the server itself, answered with the record. */
record Writes(SimClient client) {
    private static final String KEY = "Idempotency-Key";

    private enum Answer {
        YES,
        NO
    }

    WriteResult create(
            ProjectRef project,
            Untainted<RecordDraft, Sink.RecordField> draft,
            IdempotencyKey key,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                                "POST",
                                client.project(project, "records"),
                                "creating the record",
                                draft.map(ContentWriter::draft))
                        .keyed(KEY, key.text());
        HttpAnswer answer =
                client.write(request, 201, What.PROJECT, new Precondition.Unconditional(), call);
        Tainted<TrackerRecord> record = SimClient.made(request, answer, RecordReader::read);
        RecordDraft sent = draft.value();
        return result(
                record, ReadBack.fields(sent), (field, there) -> ReadBack.took(sent, field, there));
    }

    WriteResult update(
            ProjectRef project,
            RecordId id,
            Untainted<RecordChange, Sink.RecordField> change,
            Precondition precondition,
            CallContext call) {
        HttpRequest request =
                HttpRequest.write(
                        "PATCH",
                        client.record(project, id),
                        "updating the record",
                        change.map(ContentWriter::change));
        HttpAnswer answer = client.write(request, 200, What.RECORD, precondition, call);
        Tainted<TrackerRecord> record =
                same(request, id, SimClient.made(request, answer, RecordReader::read));
        RecordChange sent = change.value();
        return result(
                record, sent.changedFields(), (field, there) -> ReadBack.took(sent, field, there));
    }

    RemoveResult delete(
            ProjectRef project, RecordId id, Precondition precondition, CallContext call) {
        try {
            HttpRequest request =
                    HttpRequest.write("DELETE", client.record(project, id), "deleting the record");
            client.write(request, 204, What.RECORD, precondition, call);
            return new RemoveResult.Deleted();
        } catch (NotFound gone) {
            return goneOr(gone);
        }
    }

    RemoveResult close(
            ProjectRef project,
            RecordId id,
            DeleteReason reason,
            Precondition precondition,
            CallContext call) {
        Untainted<Json, Sink.RecordField> body =
                UserInput.trusted(
                        Json.object()
                                .put("reason", reason.name().toLowerCase(Locale.ROOT))
                                .build());
        try {
            HttpRequest request =
                    HttpRequest.write(
                            "POST",
                            client.record(project, id, "close"),
                            "closing the record",
                            body);
            HttpAnswer answer = client.write(request, 200, What.RECORD, precondition, call);
            return new RemoveResult.Closed(
                    same(request, id, SimClient.made(request, answer, RecordReader::read)));
        } catch (NotFound gone) {
            return goneOr(gone);
        }
    }

    /**
     * What the server made under the key; its keys never expire, so one that it does not know made
     * nothing.
     */
    FindResult find(
            ProjectRef project, Optional<RecordId> parent, IdempotencyKey key, CallContext call) {
        var url =
                parent.map(record -> client.record(project, record, "comments:by-key"))
                        .orElseGet(() -> client.project(project, "records:by-key"))
                        .query("key", key.text());
        String operation = "looking for what was created";
        HttpAnswer answer = client.ask(url, operation, call);
        Optional<ProblemCode> code =
                answer.status() == 200 ? Optional.empty() : SimClient.code(answer);
        if (answer.status() == 404 && code.equals(Optional.of(ProblemCode.KEY_UNKNOWN))) {
            return new FindResult.Absent();
        }
        boolean made =
                answer.status() == 200
                        || (answer.status() == 410
                                && code.equals(Optional.of(ProblemCode.RECORD_DELETED)));
        if (!made) {
            throw SimClient.error(url, operation, answer, What.RECORD);
        }
        return new FindResult.Found(
                answer.json().checked(view -> new RecordId(view.field("id").text())));
    }

    private static RemoveResult goneOr(NotFound missing) {
        if (missing.what() == What.RECORD) {
            return new RemoveResult.AlreadyGone();
        }
        throw missing;
    }

    private static WriteResult result(
            Tainted<TrackerRecord> record,
            List<FieldRef> sent,
            BiPredicate<FieldRef, TrackerRecord> took) {
        List<FieldRef> notTaken =
                sent.stream()
                        .filter(
                                field ->
                                        record.checked(
                                                                there ->
                                                                        new Fact<>(
                                                                                took.test(
                                                                                                field,
                                                                                                there)
                                                                                        ? Answer.YES
                                                                                        : Answer
                                                                                                .NO))
                                                        .answer()
                                                == Answer.NO)
                        .toList();
        return WriteResult.of(record, 1).without(notTaken);
    }

    private static Tainted<TrackerRecord> same(
            HttpRequest request, RecordId id, Tainted<TrackerRecord> record) {
        if (!record.checked(TrackerRecord::id).equals(id)) {
            throw new OutcomeUnknown(request.operation(), "the answer is about another record");
        }
        return record;
    }
}
