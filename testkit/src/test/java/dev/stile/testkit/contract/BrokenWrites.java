package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.record.BodyChange;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.RemoveResult;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores that change or remove something wrong. */
final class BrokenWrites {
    private BrokenWrites() {}

    private static final Precondition WHATEVER = new Precondition.Unconditional();

    static List<Twin> all() {
        List<Twin> twins = new ArrayList<>(updates());
        twins.addAll(concurrentUpdates());
        twins.addAll(removals());
        return twins;
    }

    private static List<Twin> updates() {
        return List.of(
                change(
                        "does not clear",
                        change ->
                                fields(
                                        change,
                                        change.fields().stream()
                                                .filter(
                                                        field ->
                                                                !(field
                                                                        instanceof
                                                                        FieldChange.Clear))
                                                .toList()),
                        "C41"),
                change(
                        "writes a list as a whole",
                        change ->
                                fields(
                                        change,
                                        change.fields().stream().map(BrokenWrites::whole).toList()),
                        "C42"),
                update(
                        "does not say what was not taken",
                        (store, project, id, change, precondition, call) ->
                                store.updateRecord(project, id, change, precondition, call)
                                        .without(List.of()),
                        "C43"),
                change(
                        "adds a line at each write",
                        change ->
                                new RecordChange(
                                        change.fields(),
                                        change.body()
                                                .map(
                                                        body ->
                                                                body.text().endsWith("\n")
                                                                        ? body(body.text() + "\n")
                                                                        : body)),
                        "C45"),
                change(
                        "writes line ends of its own",
                        change ->
                                new RecordChange(
                                        change.fields(),
                                        change.body()
                                                .map(
                                                        body ->
                                                                body.text().endsWith("\n")
                                                                        ? body
                                                                        : body(
                                                                                body.text()
                                                                                        .replace(
                                                                                                "\n",
                                                                                                "\r\n")))),
                        "C60"),
                change("drops statuses", change -> only(change, FieldRef.STATUS), "C47"),
                change("drops parents", change -> only(change, FieldRef.PARENT), "C64"));
    }

    private static BodyChange body(String text) {
        return new BodyChange(text, Optional.empty());
    }

    private static FieldChange whole(FieldChange change) {
        return change instanceof FieldChange.Amend amend
                ? new FieldChange.Set(amend.field(), new FieldValue.ListValue(amend.added()))
                : change;
    }

    private static RecordChange only(RecordChange change, FieldRef dropped) {
        return fields(
                change,
                change.fields().stream()
                        .filter(
                                field ->
                                        !(field instanceof FieldChange.Set(FieldRef name, var value)
                                                && name.equals(dropped)))
                        .toList());
    }

    private static RecordChange fields(RecordChange change, List<FieldChange> fields) {
        return new RecordChange(fields, change.body());
    }

    private static List<Twin> concurrentUpdates() {
        return List.of(
                overwriting(),
                update(
                        "does not say which version is there",
                        (store, project, id, change, precondition, call) -> {
                            try {
                                return store.updateRecord(project, id, change, precondition, call);
                            } catch (VersionMismatch stale) {
                                throw new VersionMismatch(
                                        stale.expected(), Optional.empty(), Optional.empty());
                            }
                        },
                        "C39",
                        "C44"),
                update(
                        "writes again what is there already",
                        (store, project, id, change, precondition, call) -> {
                            try {
                                return store.updateRecord(project, id, change, precondition, call);
                            } catch (VersionMismatch stale) {
                                boolean same =
                                        Seen.in(store.getRecord(project, id, call))
                                                .title()
                                                .equals("written once");
                                if (!same) {
                                    throw stale;
                                }
                                return store.updateRecord(project, id, change, WHATEVER, call);
                            }
                        },
                        "C44"));
    }

    /** The stranger's store, too: of two careless writers both win. */
    private static Twin overwriting() {
        return Twin.of(
                "writes over whatever is there",
                (healthy, who) ->
                        updating(
                                healthy,
                                (store, project, id, change, precondition, call) ->
                                        store.updateRecord(project, id, change, WHATEVER, call)),
                "C39",
                "C40",
                "C44");
    }

    private static List<Twin> removals() {
        return List.of(
                remove(
                        "says that it deleted and did not",
                        (store, project, id, mode, precondition, call) -> {
                            if (mode == RemoveMode.DELETE && exists(store, project, id, call)) {
                                check(store, project, id, precondition, call);
                                return new RemoveResult.Deleted();
                            }
                            return delete(store, project, id, mode, precondition, call);
                        },
                        "C51"),
                remove(
                        "does not find what is gone",
                        (store, project, id, mode, precondition, call) -> {
                            RemoveResult result =
                                    delete(store, project, id, mode, precondition, call);
                            if (result instanceof RemoveResult.AlreadyGone) {
                                throw new NotFound(What.RECORD, "there is no such record");
                            }
                            return result;
                        },
                        "C52"),
                remove(
                        "deletes whatever is there",
                        (store, project, id, mode, precondition, call) ->
                                delete(store, project, id, mode, WHATEVER, call),
                        "C54"),
                remove(
                        "deletes what it should close",
                        (store, project, id, mode, precondition, call) ->
                                delete(store, project, id, RemoveMode.DELETE, precondition, call),
                        "C51",
                        "C55"));
    }

    private static boolean exists(
            RecordStore store, ProjectRef project, RecordId id, CallContext call) {
        return store.getRecords(project, List.of(id), call).get(id) instanceof ReadResult.Read;
    }

    private static void check(
            RecordStore store,
            ProjectRef project,
            RecordId id,
            Precondition precondition,
            CallContext call) {
        TrackerRecord record = Seen.in(store.getRecord(project, id, call));
        if (precondition instanceof Precondition.IfVersion(var expected)
                && !expected.equals(record.meta().version())) {
            throw new VersionMismatch(expected, Optional.empty(), Optional.empty());
        }
    }

    private static RemoveResult delete(
            RecordStore store,
            ProjectRef project,
            RecordId id,
            RemoveMode mode,
            Precondition precondition,
            CallContext call) {
        return store.deleteOrClose(project, id, mode, DeleteReason.ABANDONED, precondition, call);
    }

    @FunctionalInterface
    private interface Update {
        WriteResult update(
                RecordStore store,
                ProjectRef project,
                RecordId id,
                Untainted<RecordChange, Sink.RecordField> change,
                Precondition precondition,
                CallContext call);
    }

    private static Twin change(
            String wrong, UnaryOperator<RecordChange> changing, String... fails) {
        return update(
                wrong,
                (store, project, id, change, precondition, call) ->
                        store.updateRecord(project, id, change.map(changing), precondition, call),
                fails);
    }

    private static Twin update(String wrong, Update update, String... fails) {
        return Twin.that(wrong, store -> updating(store, update), fails);
    }

    private static RecordStore updating(RecordStore store, Update update) {
        return new Passing(store) {
            @Override
            public WriteResult updateRecord(
                    ProjectRef project,
                    RecordId id,
                    Untainted<RecordChange, Sink.RecordField> change,
                    Precondition precondition,
                    CallContext call) {
                return update.update(store, project, id, change, precondition, call);
            }
        };
    }

    @FunctionalInterface
    private interface Remove {
        RemoveResult remove(
                RecordStore store,
                ProjectRef project,
                RecordId id,
                RemoveMode mode,
                Precondition precondition,
                CallContext call);
    }

    private static Twin remove(String wrong, Remove remove, String... fails) {
        return Twin.that(
                wrong,
                store ->
                        new Passing(store) {
                            @Override
                            public RemoveResult deleteOrClose(
                                    ProjectRef project,
                                    RecordId id,
                                    RemoveMode mode,
                                    DeleteReason reason,
                                    Precondition precondition,
                                    CallContext call) {
                                return remove.remove(store, project, id, mode, precondition, call);
                            }
                        },
                fails);
    }
}
