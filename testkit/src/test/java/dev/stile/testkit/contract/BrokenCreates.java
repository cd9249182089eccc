package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.FindResult;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Stores that create something wrong. */
final class BrokenCreates {
    private BrokenCreates() {}

    static List<Twin> all() {
        return List.of(
                create(
                        "answers what it was sent and not what the server has",
                        (store, project, draft, key, call) -> {
                            WriteResult made = store.createRecord(project, draft, key, call);
                            return new WriteResult(
                                    made.id(),
                                    made.version(),
                                    made.record()
                                            .map(record -> record.toBuilder().body("").build()),
                                    made.notTaken(),
                                    made.lostUpdate(),
                                    made.requests());
                        },
                        "C31"),
                create(
                        "leaves a field out of what it creates",
                        (store, project, draft, key, call) ->
                                store.createRecord(
                                        project,
                                        draft.map(sent -> without(sent, FieldRef.LABELS)),
                                        key,
                                        call),
                        "C32"),
                create(
                        "takes hostile characters out of what it creates",
                        (store, project, draft, key, call) ->
                                store.createRecord(
                                        project,
                                        draft.map(
                                                sent ->
                                                        new RecordDraft(
                                                                sent.title().replace("\u202e", ""),
                                                                sent.values(),
                                                                sent.body())),
                                        key,
                                        call),
                        "C21"),
                create(
                        "blames another field",
                        (store, project, draft, key, call) -> {
                            try {
                                return store.createRecord(project, draft, key, call);
                            } catch (Invalid refused) {
                                throw new Invalid("request", "something is wrong", List.of());
                            }
                        },
                        "C36"),
                Twin.that("gives a deleted id again", Recycling::new, "C37", "C51"),
                Twin.that(
                        "takes any record of that title for its own",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public FindResult findCreated(
                                            ProjectRef project,
                                            CreateIntent intent,
                                            IdempotencyKey key,
                                            Instant since,
                                            CallContext call) {
                                        return Listed.of(
                                                        listRecords(
                                                                project,
                                                                ListOptions.everything(),
                                                                call))
                                                .ids()
                                                .stream()
                                                .findFirst()
                                                .<FindResult>map(FindResult.Found::new)
                                                .orElse(new FindResult.Absent());
                                    }
                                },
                        "C34"));
    }

    private static RecordDraft without(RecordDraft draft, FieldRef field) {
        var values = new TreeMap<>(draft.values());
        values.remove(field);
        return new RecordDraft(draft.title(), values, draft.body());
    }

    /** The id of what was deleted last is the id of what is created next. */
    private static final class Recycling extends Passing {
        private Optional<RecordId> free = Optional.empty();

        Recycling(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public synchronized RemoveResult deleteOrClose(
                ProjectRef project,
                RecordId id,
                RemoveMode mode,
                DeleteReason reason,
                Precondition precondition,
                CallContext call) {
            RemoveResult result =
                    super.deleteOrClose(project, id, mode, reason, precondition, call);
            free = Optional.of(id);
            return result;
        }

        @Override
        public synchronized WriteResult createRecord(
                ProjectRef project,
                Untainted<RecordDraft, Sink.RecordField> draft,
                IdempotencyKey key,
                CallContext call) {
            WriteResult made = super.createRecord(project, draft, key, call);
            RecordId id = free.orElse(made.id());
            free = Optional.empty();
            return new WriteResult(
                    id,
                    made.version(),
                    made.record(),
                    made.notTaken(),
                    made.lostUpdate(),
                    made.requests());
        }
    }

    @FunctionalInterface
    private interface Create {
        WriteResult create(
                RecordStore store,
                ProjectRef project,
                Untainted<RecordDraft, Sink.RecordField> draft,
                IdempotencyKey key,
                CallContext call);
    }

    private static Twin create(String wrong, Create create, String... fails) {
        return Twin.that(
                wrong,
                store ->
                        new Passing(store) {
                            @Override
                            public WriteResult createRecord(
                                    ProjectRef project,
                                    Untainted<RecordDraft, Sink.RecordField> draft,
                                    IdempotencyKey key,
                                    CallContext call) {
                                return create.create(store, project, draft, key, call);
                            }
                        },
                fails);
    }
}
